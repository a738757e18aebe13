namespace Solar.Notebooks.Runner.Checks;

/// <summary>The first place where a cell's fresh outputs are not the stored ones.</summary>
/// <param name="Where">Which output, form, line or member.</param>
/// <param name="Stored">What the notebook has there.</param>
/// <param name="Fresh">What the run made.</param>
/// <param name="Why">More, where numbers are apart.</param>
public sealed record OutputDifference(string Where, string Stored, string Fresh, string? Why = null)
{
    /// <summary>The same difference, seen from further out.</summary>
    public OutputDifference In(string where) => this with { Where = Where.Length == 0 ? where : $"{where}, {Where}" };
}
