using System.Globalization;

namespace Solar.Research.Experiments.Growth;

/// <summary>The growth experiment's outcome as a sentence, whatever it is.</summary>
internal static class GrowthFinding
{
    public static string Of(GrowthRecipe recipe, IReadOnlyList<VariantSummary> variants)
    {
        var dus = variants.FirstOrDefault(variant => variant.Name == GrowthVariants.Dus)
            ?? throw new ArgumentException($"The experiment has no variant '{GrowthVariants.Dus}'.");
        var jump = dus.Jump.Average();
        var change = string.Create(
            CultureInfo.InvariantCulture,
            $"Growing {recipe.Base.Layers} layers to {dus.Layers} {(jump >= 0 ? "costs" : "gains")} {Math.Abs(jump):0.000} nats");
        var recovered = dus.TokensToRecover.OfType<double>().ToList();
        if (jump < 0)
            return change + " at once";
        return recovered.Count < dus.TokensToRecover.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{change}; {recovered.Count} of {dus.TokensToRecover.Count} seeds are back within {recipe.ContinuationTokens / 1000:0}k tokens")
            : string.Create(CultureInfo.InvariantCulture, $"{change}; {recovered.Average() / recipe.BaseTokens:P1} of the base's training tokens repair it");
    }
}
