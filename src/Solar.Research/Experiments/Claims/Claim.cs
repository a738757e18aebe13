using Solar.Research.Display;

namespace Solar.Research.Experiments.Claims;

/// <summary>A claim of the paper beside what was measured: one row of the ledger.</summary>
/// <param name="Id">The name of the <see cref="PaperClaim"/>.</param>
/// <param name="Section">Where the paper says it.</param>
/// <param name="Statement">The claim in our words.</param>
/// <param name="Paper">The paper's numbers.</param>
/// <param name="Measured">What was found, in words and numbers.</param>
/// <param name="Effect">What was found, as a number whose sign decides.</param>
/// <param name="Verdict">What that says about the claim's direction.</param>
/// <param name="Scale">The scale it was measured at.</param>
/// <param name="Experiment">The experiment that measured it.</param>
/// <param name="Source">The folder of its results, relative to the repository.</param>
[TypeFormatterSource(typeof(ClaimFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Claim(
    string Id, string Section, string Statement, string Paper, string Measured, Effect Effect, Verdict Verdict, string Scale, string Experiment, string Source)
{
    /// <summary>The row of a measured claim; the verdict follows from the effect.</summary>
    public static Claim Of(PaperClaim claim, Effect effect, string measured, string scale, string experiment, string source) =>
        new(claim.Id, claim.Section, claim.Statement, claim.Paper, measured, effect, effect.Verdict, scale, experiment, source);
}
