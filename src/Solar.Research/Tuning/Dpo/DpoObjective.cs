using System.Globalization;

namespace Solar.Research.Tuning.Dpo;

/// <summary>What a policy is rewarded for: the loss of a pair and its constants.</summary>
/// <remarks>Paper §4.1 names DPO and gives none of these numbers; the defaults are choices, each with its source.</remarks>
public sealed record DpoObjective
{
    private static readonly PreferenceLoss[] Smoothed =
        [PreferenceLoss.Conservative, PreferenceLoss.ExoPair, PreferenceLoss.Robust, PreferenceLoss.Aot, PreferenceLoss.AotUnpaired];

    /// <summary>Which formula.</summary>
    public PreferenceLoss Loss { get; init; } = PreferenceLoss.Sigmoid;

    /// <summary>β, how hard the policy is held to the reference. A choice: 0.1, as Zephyr 7B β (huggingface/alignment-handbook at e4f98e7) and TRL's default.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>ε, the share of pairs whose label is taken to be wrong; only of the losses whose formula has it.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>τ of <see cref="PreferenceLoss.DiscoPop"/>; TRL's default.</summary>
    public double DiscoPopTemperature { get; init; } = 0.05;

    /// <summary>Whether the loss of a pair depends on the others that are in memory with it.</summary>
    internal bool ComparesPairs => Loss is PreferenceLoss.Aot or PreferenceLoss.AotUnpaired;

    /// <exception cref="ArgumentException">The numbers do not make a loss; the message says which.</exception>
    public DpoObjective Validate()
    {
        if (!Enum.IsDefined(Loss))
            throw new ArgumentException($"No loss of preference pairs is called {Loss}.");
        if (!(Beta > 0) || !double.IsFinite(Beta))
            throw new ArgumentException(Said($"β is {Beta}; it is positive."));
        if (!(DiscoPopTemperature > 0) || !double.IsFinite(DiscoPopTemperature))
            throw new ArgumentException(Said($"DiscoPOP's τ is {DiscoPopTemperature}; it is positive."));
        if (LabelSmoothing is not (>= 0 and < 0.5))
            throw new ArgumentException(Said($"Label smoothing is {LabelSmoothing}; it lies in [0, 0.5)."));
        if (LabelSmoothing > 0 && !Smoothed.Contains(Loss))
            throw new ArgumentException(Said($"{Loss} has no label smoothing, and {LabelSmoothing} was asked for: choose {nameof(PreferenceLoss.Conservative)} (cDPO), or 0."));
        if (LabelSmoothing == 0 && Loss == PreferenceLoss.ExoPair)
            throw new ArgumentException($"{Loss} divides by the label smoothing, which is 0: choose a small one, such as TRL's 0.001.");
        return this;

        static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
