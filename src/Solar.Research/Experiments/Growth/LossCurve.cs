namespace Solar.Research.Experiments.Growth;

/// <summary>Validation loss somewhere in a run.</summary>
/// <param name="Step">Optimizer steps taken; 0 is before the first.</param>
/// <param name="Tokens">Tokens learned from in this run.</param>
/// <param name="Seconds">Time spent in training steps.</param>
/// <param name="Flops">Floating-point operations of training.</param>
/// <param name="Loss">Mean loss over the validation rows, nats.</param>
public sealed record LossPoint(int Step, long Tokens, double Seconds, double Flops, double Loss);

/// <summary>The validation losses of one run, in the order they were measured.</summary>
/// <param name="Variant">What was trained; the base itself is <see cref="Base"/>.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Points">At least the one before the first step and the one after the last.</param>
public sealed record LossCurve(string Variant, long Seed, IReadOnlyList<LossPoint> Points)
{
    /// <summary>The variant name of the base's own training.</summary>
    public const string Base = "base";

    /// <summary>Before the first step.</summary>
    public LossPoint Start => Points[0];

    /// <summary>After the last step.</summary>
    public LossPoint End => Points[^1];

    /// <summary>The loss where an axis has a value, on the straight line between the two measurements around it.</summary>
    /// <param name="axis">Tokens, operations or seconds.</param>
    /// <param name="value">Where, between the axis's values at start and end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run does not reach that far.</exception>
    public double LossAt(Func<LossPoint, double> axis, double value)
    {
        if (value < axis(Start) || value > axis(End))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"The run of '{Variant}' goes from {axis(Start)} to {axis(End)}.");
        var after = 0;
        while (axis(Points[after]) < value)
            after++;
        if (after == 0 || axis(Points[after]) == value)
            return Points[after].Loss;

        var (left, right) = (Points[after - 1], Points[after]);
        var share = (value - axis(left)) / (axis(right) - axis(left));
        return left.Loss + (share * (right.Loss - left.Loss));
    }

    /// <summary>The tokens after which the loss is first down at a level, on the straight line between measurements; none when it never is.</summary>
    public double? TokensUntil(double level)
    {
        if (Start.Loss <= level)
            return 0;
        for (var i = 1; i < Points.Count; i++)
        {
            var (left, right) = (Points[i - 1], Points[i]);
            if (right.Loss <= level)
                return left.Tokens + ((left.Loss - level) / (left.Loss - right.Loss) * (right.Tokens - left.Tokens));
        }

        return null;
    }
}
