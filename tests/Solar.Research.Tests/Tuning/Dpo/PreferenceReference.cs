using System.Text.Json.Nodes;
using Solar.Research.Tuning.Dpo;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Dpo;

/// <summary><c>References/preference_losses.json</c>: every loss and its gradients by Python torch in float64.</summary>
internal static class PreferenceReference
{
    public static JsonNode File { get; } =
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/References/preference_losses.json")))!;

    public static IEnumerable<JsonNode> Losses => File["losses"]!.AsArray()!;

    public static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(value => value!.GetValue<double>())];

    public static Tensor Wide(string member) => tensor(Numbers(File[member]));

    public static PairLogProbs Reference => new(Wide("reference_chosen"), Wide("reference_rejected"));

    public static PairLengths Lengths => new(Wide("chosen_length"), Wide("rejected_length"));

    public static DpoObjective Objective(JsonNode loss) => new()
    {
        Loss = Enum.Parse<PreferenceLoss>(loss["name"]!.GetValue<string>().Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        Beta = loss["beta"]!.GetValue<double>(),
        LabelSmoothing = loss["label_smoothing"]!.GetValue<double>(),
        DiscoPopTemperature = loss["tau"]!.GetValue<double>(),
    };
}
