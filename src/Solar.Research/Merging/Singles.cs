namespace Solar.Research.Merging;

/// <summary>Lists of single precision, there and back: every merge works in double precision and rounds once.</summary>
internal static class Singles
{
    public static double[] ToDouble(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }

    public static IReadOnlyList<double[]> ToDouble(IReadOnlyList<float[]> models) => [.. models.Select(model => ToDouble(model))];

    public static float[] From(ReadOnlySpan<double> values)
    {
        var narrow = new float[values.Length];
        for (var i = 0; i < narrow.Length; i++)
            narrow[i] = (float)values[i];
        return narrow;
    }

    /// <summary>The one size of all models.</summary>
    public static int SizeOf(IReadOnlyList<double[]> models)
    {
        if (models.Count == 0)
            throw new ArgumentException("There is no model to merge.");
        for (var i = 1; i < models.Count; i++)
        {
            if (models[i].Length != models[0].Length)
                throw new ArgumentException($"Model {i} has {models[i].Length} numbers where the first has {models[0].Length}; they cannot be merged.");
        }

        return models[0].Length;
    }
}
