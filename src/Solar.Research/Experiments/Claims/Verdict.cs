namespace Solar.Research.Experiments.Claims;

/// <summary>What a measurement says about the direction of a claim; never about its size, which does not compare across scales.</summary>
public enum Verdict
{
    /// <summary>The whole interval lies on the claim's side.</summary>
    Supported,

    /// <summary>The interval holds both directions, or there is none.</summary>
    Undecided,

    /// <summary>The whole interval lies on the other side.</summary>
    Contradicted,
}
