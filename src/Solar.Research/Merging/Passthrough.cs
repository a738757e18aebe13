namespace Solar.Research.Merging;

/// <summary>One model as it is, or multiplied by a number: a building block of merges that take layers from here and there.</summary>
/// <remarks><code>s x</code> mergekit a6e4028, merge_methods/passthrough.py.</remarks>
public static class Passthrough
{
    /// <summary>A model in single precision, scaled.</summary>
    public static float[] Of(float[] model, double scale = 1) => Mix(scale).Of([model]);

    /// <summary>The coefficient.</summary>
    public static Mixture Mix(double scale = 1) => new(scale);
}
