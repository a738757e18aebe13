namespace Solar.Research.Model;

/// <summary>The weights of one kind in a decoder.</summary>
/// <param name="Part">What they are.</param>
/// <param name="Formula">How many each has, in the letters of <c>Model/README.md</c>.</param>
/// <param name="Each">That in numbers.</param>
/// <param name="Times">How many there are.</param>
public sealed record WeightCount(string Part, string Formula, long Each, int Times)
{
    /// <summary>All of them.</summary>
    public long Total => Each * Times;
}
