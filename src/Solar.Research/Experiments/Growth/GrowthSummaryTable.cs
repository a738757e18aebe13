using Solar.Research.Display;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Experiments.Growth;

/// <summary>How a notebook shows what the growth experiment found.</summary>
internal sealed class GrowthSummaryTable : TableFormatterSource<GrowthSummary>
{
    protected override Table TableOf(GrowthSummary value) =>
        new ClaimsTable(value.Claims).With($"{value.Finding} ({value.Scale} scale, {value.Seeds.Count} seed{(value.Seeds.Count == 1 ? "" : "s")})");
}
