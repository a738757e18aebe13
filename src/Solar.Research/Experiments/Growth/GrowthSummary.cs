using Solar.Research.Display;
using Solar.Research.Experiments.Claims;
using Solar.Research.Model;

namespace Solar.Research.Experiments.Growth;

/// <summary>What the growth experiment found: the numbers that figures, tables and notebooks quote.</summary>
[TypeFormatterSource(typeof(GrowthSummaryTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record GrowthSummary
{
    /// <summary>The scale it was run at.</summary>
    public required string Scale { get; init; }

    /// <summary>The finding in a sentence, in numbers of this run.</summary>
    public required string Finding { get; init; }

    /// <summary>The seeds, in the order of every list below.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Tokens the base was trained on.</summary>
    public required long BaseTokens { get; init; }

    /// <summary>Tokens every variant was trained on afterwards.</summary>
    public required long ContinuationTokens { get; init; }

    /// <summary>The base's weights.</summary>
    public required long BaseParameters { get; init; }

    /// <summary>The base's validation loss at the end of its training, nats, by seed.</summary>
    public required IReadOnlyList<double> BaseLoss { get; init; }

    /// <summary>One for each variant.</summary>
    public required IReadOnlyList<VariantSummary> Variants { get; init; }

    /// <summary>The claims with their verdicts.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }
}

/// <summary>What became of one variant; lists are by seed.</summary>
public sealed record VariantSummary
{
    /// <summary>Its name in folders and tables.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in figures.</summary>
    public required string Title { get; init; }

    /// <summary>Its depth.</summary>
    public required int Layers { get; init; }

    /// <summary>Its weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Floating-point operations of training on one token.</summary>
    public required double FlopsPerToken { get; init; }

    /// <summary>Validation loss before its first step, nats.</summary>
    public required IReadOnlyList<double> LossRightAfterGrowth { get; init; }

    /// <summary>That less the base's, nats.</summary>
    public required IReadOnlyList<double> Jump { get; init; }

    /// <summary>Validation loss after the continuation's tokens, nats.</summary>
    public required IReadOnlyList<double> FinalLoss { get; init; }

    /// <summary>Tokens until the loss was back at the base's; null where it never was.</summary>
    public required IReadOnlyList<double?> TokensToRecover { get; init; }

    /// <summary>Seconds spent in training steps, one thread each.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    internal static VariantSummary Of(GrowthRecipe recipe, GrowthVariant variant, GrowthRuns runs)
    {
        var curves = recipe.Seeds.Select(seed => runs[variant.Name, seed]).ToList();
        var before = recipe.Seeds.Select(seed => runs[LossCurve.Base, seed].End.Loss).ToList();
        var config = recipe.ConfigOf(variant);
        var end = recipe.ContinuationTokens;
        return new()
        {
            Name = variant.Name,
            Title = variant.Title,
            Layers = config.NumHiddenLayers,
            Parameters = ParameterCount.Of(config),
            FlopsPerToken = curves[0].End.Flops / curves[0].End.Tokens,
            LossRightAfterGrowth = [.. curves.Select(curve => curve.Start.Loss)],
            Jump = [.. curves.Zip(before, (curve, loss) => curve.Start.Loss - loss)],
            FinalLoss = [.. curves.Select(curve => curve.LossAt(point => point.Tokens, end))],
            TokensToRecover = [.. curves.Zip(before, (curve, loss) => curve.TokensUntil(loss))],
            Seconds = [.. curves.Select(curve => Math.Round(curve.End.Seconds, 3))],
        };
    }
}
