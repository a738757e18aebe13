namespace Solar.TorchSharp.Tests;

/// <summary>How close is close enough, and why. A test names one of these; it never writes digits.</summary>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    /// <summary>Copies, and the same operations in the same order: the bits must be the same.</summary>
    public static Tolerance Exact { get; } = new(0, 0);

    /// <summary>float64 against float64 from elsewhere: only the order of sums may differ.</summary>
    public static Tolerance Float64 { get; } = new(1e-12, 1e-13);

    /// <summary>One float32 operation against a hand-worked or float64 value; PyTorch's float32 default.</summary>
    public static Tolerance Elementwise { get; } = new(1.3e-6, 1e-5);

    /// <summary>A float32 result that sums some hundred products of numbers around 1, against float64.</summary>
    public static Tolerance Summed { get; } = new(1e-5, 2e-5);

    /// <summary>The same in bfloat16: 8 bits of what goes in and of what comes out, and of the logits in between.</summary>
    public static Tolerance SummedBFloat16 { get; } = new(3e-2, 3e-2);

    /// <summary>Central differences in float64 with a step of 1e-6: half the digits are lost to the difference.</summary>
    public static Tolerance FiniteDifference { get; } = new(1e-5, 1e-8);

    /// <summary>Mean and deviation of 100,000 draws: five standard errors.</summary>
    public static Tolerance Sampled { get; } = new(0, 0.016);

    /// <summary>One bfloat16 operation: 8 bits of significand, half a unit in the last place, and one rounding of each input.</summary>
    public static Tolerance BFloat16 { get; } = new(1.6e-2, 1e-2);

    public bool Accepts(double expected, double actual) =>
        expected.Equals(actual)
        || (double.IsFinite(expected) && Math.Abs(expected - actual) <= Absolute + (Relative * Math.Abs(expected)));
}
