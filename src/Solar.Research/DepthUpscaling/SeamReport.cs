using System.Globalization;
using System.Text;
using Solar.Research.Checkpoints;
using Solar.Research.Display;

namespace Solar.Research.DepthUpscaling;

/// <summary>How alike two layers of the base model are.</summary>
/// <param name="Before">The earlier layer, as the residual stream passes.</param>
/// <param name="After">The layer that follows it.</param>
/// <param name="Whole">All tensors of the layer taken as one list of numbers.</param>
/// <param name="Parts">Each tensor by itself.</param>
public sealed record LayerLikeness(int Before, int After, Likeness Whole, IReadOnlyDictionary<string, Likeness> Parts);

/// <summary>How alike the layers are that meet at each seam, beside the layers that were neighbours in the base: what is usual.</summary>
/// <remarks>Paper §2: dropping the m middle layers is said to keep the discrepancy at the seam small. These are the weights' side of it.</remarks>
/// <param name="Seams">One for each seam of the plan.</param>
/// <param name="Neighbours">Layer 0 and 1, 1 and 2, and so on.</param>
[TypeFormatterSource(typeof(SeamReportTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SeamReport(IReadOnlyList<LayerLikeness> Seams, IReadOnlyList<LayerLikeness> Neighbours)
{
    /// <summary>Reads the base model once, in blocks.</summary>
    /// <exception cref="InvalidDataException">Layers that meet have different tensors, or numbers that are not BF16, F16 or F32.</exception>
    public static SeamReport Of(Checkpoint basis, DepthPlan plan)
    {
        var layers = NumberedLayers.Of(basis.Tensors.Keys, basis.Folder);
        if (layers.Count != plan.BaseLayers)
            throw new ArgumentException($"The plan is for a base of {plan.BaseLayers} layers, but {basis.Folder} has {layers.Count}.");
        var neighbours = Enumerable.Range(0, layers.Count - 1).Select(i => Compare(basis, layers, i, i + 1)).ToList();
        return new(plan.Seams.Select(seam => Compare(basis, layers, seam.Before, seam.After)).ToList(), neighbours);
    }

    /// <summary>A table: each part, at each seam and over all neighbours.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var seam in Seams)
            Append(text, seam);
        if (Seams.Count == 0)
            text.Append("The plan has no seam: every layer follows the one that it followed before.\n");
        return text.ToString();
    }

    private void Append(StringBuilder text, LayerLikeness seam)
    {
        var width = seam.Parts.Keys.Append("whole layer").Max(part => part.Length);
        text.Append(CultureInfo.InvariantCulture, $"Layer {seam.Before} is now followed by layer {seam.After}; beside it the mean of the {Neighbours.Count} pairs of neighbours in the base.\n");
        text.Append(CultureInfo.InvariantCulture, $"{"".PadRight(width)}  cosine: seam     usual  distance: seam     usual\n");
        foreach (var (part, likeness) in seam.Parts)
            AppendRow(text, part.PadRight(width), likeness, Neighbours.Where(pair => pair.Parts.ContainsKey(part)).Select(pair => pair.Parts[part]).ToList());
        AppendRow(text, "whole layer".PadRight(width), seam.Whole, Neighbours.Select(pair => pair.Whole).ToList());
    }

    private static void AppendRow(StringBuilder text, string name, Likeness seam, List<Likeness> usual)
    {
        var (cosine, distance) = usual.Count == 0 ? (double.NaN, double.NaN) : (usual.Average(pair => pair.Cosine), usual.Average(pair => pair.RelativeDistance));
        text.Append(CultureInfo.InvariantCulture, $"{name}      {seam.Cosine,8:F4}  {cosine,8:F4}        {seam.RelativeDistance,8:F4}  {distance,8:F4}\n");
    }

    private static LayerLikeness Compare(Checkpoint basis, NumberedLayers layers, int before, int after)
    {
        if (!layers.Parts[before].ToHashSet().SetEquals(layers.Parts[after]))
            throw new InvalidDataException($"{basis.Folder}: layers {before} and {after} do not have the same tensors and cannot be compared.");
        var parts = new Dictionary<string, Likeness>();
        foreach (var part in layers.Parts[before])
        {
            var tensor = basis.Tensors[layers.NameOf(before, part)];
            if (!StoredFloats.Knows(tensor.Type) || !StoredFloats.Knows(basis.Tensors[layers.NameOf(after, part)].Type))
                throw new InvalidDataException($"{basis.Folder}: {tensor} is not of BF16, F16 or F32 and cannot be compared.");
            parts[part] = Likeness.Of(basis, tensor.Name, layers.NameOf(after, part));
        }

        return new(before, after, parts.Values.Aggregate(Likeness.Add), parts);
    }
}
