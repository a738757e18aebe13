using System.Globalization;

namespace Solar.Research.DepthUpscaling;

/// <summary>A list of layers as text: <c>0-23,8-31</c>; <c>3*</c> is an identity block made of layer 3.</summary>
internal static class DepthPlanText
{
    private const int MostLayers = 100_000; // a range such as 0-2000000000 is a slip of the finger, not a model

    public static List<PlannedLayer> Parse(string plan)
    {
        var layers = new List<PlannedLayer>();
        foreach (var part in plan.Split(',', StringSplitOptions.TrimEntries))
        {
            var identity = part.EndsWith('*');
            var ends = (identity ? part[..^1] : part).Split('-', StringSplitOptions.TrimEntries);
            var first = Number(ends[0], part, plan);
            var last = ends.Length switch
            {
                1 => first,
                2 => Number(ends[1], part, plan),
                _ => throw Bad(part, plan),
            };
            if (last < first)
                throw new ArgumentException($"The range '{part}' of the plan '{plan}' runs backwards; write the lower layer first.");
            if (layers.Count + (long)last - first >= MostLayers)
                throw new ArgumentException($"The plan '{plan}' has more than {MostLayers} layers.");

            layers.AddRange(Enumerable.Range(first, last - first + 1).Select(i => new PlannedLayer(i, identity)));
        }

        return layers;
    }

    public static string Format(IReadOnlyList<PlannedLayer> layers)
    {
        var parts = new List<string>();
        for (var start = 0; start < layers.Count;)
        {
            var end = start + 1;
            while (end < layers.Count && layers[end] == new PlannedLayer(layers[end - 1].Source + 1, layers[start].Identity))
                end++;

            var (from, to) = (layers[start].Source, layers[end - 1].Source);
            var star = layers[start].Identity ? "*" : "";
            parts.Add(from == to ? string.Create(CultureInfo.InvariantCulture, $"{from}{star}")
                                 : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}{star}"));
            start = end;
        }

        return string.Join(',', parts);
    }

    private static int Number(string digits, string part, string plan) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(part, plan);

    private static ArgumentException Bad(string part, string plan) =>
        new($"'{part}' in the plan '{plan}' is neither a layer (7), nor a range (0-23), nor an identity block (3*).");
}
