namespace Solar.Research.Tests;

/// <summary>How close is close enough, and why. A test names one of these; it never writes digits.</summary>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    /// <summary>Copies and reorderings: the bits must be the same.</summary>
    public static Tolerance Exact { get; } = new(0, 0);

    /// <summary>Everything in float64, against float64 from elsewhere: only the order of sums may differ.</summary>
    public static Tolerance Float64 { get; } = new(1e-10, 1e-11);

    /// <summary>float64 beside a number of order one that a comment works out to ten digits.</summary>
    public static Tolerance HandWorked { get; } = new(0, 1e-9);

    /// <summary>A training loss, float32, in micro-batches beside the same in one: sums in another order, over twenty steps.</summary>
    public static Tolerance Accumulation { get; } = new(0, 1e-4);

    /// <summary>log 2 of a policy that is its reference, whose log-probabilities of dozens were summed in two orders in float32.</summary>
    public static Tolerance SameModel { get; } = new(0, 1e-6);

    /// <summary>One float32 operation against a hand-worked or float64 value; PyTorch's float32 default.</summary>
    public static Tolerance Elementwise { get; } = new(1.3e-6, 1e-5);

    /// <summary>The same number in float32, worked out by two programs in another order: a few of its last bits.</summary>
    public static Tolerance Ratio { get; } = new(1e-6, 0);

    /// <summary>Losses of thirty steps with bfloat16 or 8-bit weights and states beside float32 ones: 0.4 % a rounding, and they go their own ways.</summary>
    public static Tolerance NarrowTraining { get; } = new(2e-2, 0);

    /// <summary>A forward pass of few layers in float32 against a reference: sums in another order.</summary>
    public static Tolerance Forward { get; } = new(1e-4, 1e-5);

    /// <summary>Logits of a trained model, about 10 in size, in float32: five layers, hundreds of keys.</summary>
    public static Tolerance TrainedLogits { get; } = new(0, 1e-4);

    /// <summary>Central differences in float64 with a step of 1e-6: half the digits are lost to the difference.</summary>
    public static Tolerance FiniteDifference { get; } = new(1e-5, 1e-7);

    /// <summary>bfloat16 keeps 8 bits, 0.4 %, of weights and of every step: 3 % of a gradient through two layers. Of all values together.</summary>
    public static Tolerance BFloat16 { get; } = new(5e-2, 1e-6);

    /// <summary>float64 beside a peer that takes norms in float32, of values around 0.02.</summary>
    public static Tolerance SinglePrecisionNorms { get; } = new(1e-6, 1e-8);

    /// <summary>Scores that the harness published: the tolerance of its own test.</summary>
    public static Tolerance Published { get; } = new(1e-5, 1e-8);

    /// <summary>Log-likelihoods with shared prefixes beside those without, in float32: sums in another order, of up to dozens of tokens.</summary>
    public static Tolerance SharedPrefixes { get; } = new(0, 1e-5);

    /// <summary>Probabilities of llama.cpp in single precision, with a single-precision cache: twelve layers, sums in another order.</summary>
    public static Tolerance LlamaCpp { get; } = new(0, 1e-4);

    /// <summary>The share of probability that weights and activations in half precision, 11 bits, put elsewhere in twelve layers.</summary>
    public static Tolerance LlamaCppHalf { get; } = new(0, 1e-2);

    /// <summary>The same of bfloat16 or 8-bit blocks: 8 bits. Weights at a wrong place or scale put most of it elsewhere.</summary>
    public static Tolerance LlamaCppCoarse { get; } = new(0, 0.15);

    /// <summary>The mean of six scores printed with two decimals, as the paper prints it: half a unit of its last digit.</summary>
    public static Tolerance PrintedMean { get; } = new(0, 0.005 + 1e-9);

    /// <summary>The spread of 20,000 resampled means: 1/√(2·20,000) is 0.5 %, and four times that is never exceeded.</summary>
    public static Tolerance Resampled { get; } = new(2e-2, 0);

    public bool Accepts(double expected, double actual) =>
        expected.Equals(actual)
        || (double.IsFinite(expected) && Math.Abs(expected - actual) <= Absolute + (Relative * Math.Abs(expected)));
}
