using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Tests.Merging;

/// <summary>The frozen merges of References/merge_reference.safetensors: inputs as they are stored, results in float64.</summary>
internal static class MergeReference
{
    public static readonly IReadOnlyList<string> Models = ["base", "x", "y", "z", "far"];

    public static readonly IReadOnlyList<string> Cases =
    [
        "linear", "linear_plain", "slerp", "slerp_lerped", "nuslerp", "nuslerp_base", "nuslerp_last", "nuslerp_first", "nuslerp_first_base",
        "karcher", "karcher_one_step", "model_stock", "model_stock_rows", "task_arithmetic",
        "ties", "ties_rescaled", "dare_linear", "dare_linear_normalized", "dare_ties", "passthrough",
    ];

    private static readonly SafetensorsFile File = SafetensorsFile.Open(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Merging", "References", "merge_reference.safetensors"));

    /// <summary>mergekit's results that were frozen.</summary>
    public static IEnumerable<string> OfMergekit => File.Tensors.Keys.Where(name => name.StartsWith("mergekit/", StringComparison.Ordinal)).Select(name => name["mergekit/".Length..]);

    public static byte[] Bits(StoredType type, string name)
    {
        var entry = File.Tensors[$"{type}/{name}"];
        var bytes = new byte[entry.ByteCount];
        File.Read(entry.Name, 0, bytes);
        return bytes;
    }

    /// <summary>A model as it is stored, widened.</summary>
    public static double[] Model(StoredType type, string name)
    {
        var values = new double[File.Tensors[$"{type}/{name}"].ElementCount];
        StoredDoubles.ToDouble(type, Bits(type, name), values);
        return values;
    }

    /// <summary>A result in float64: <c>BF16/…</c> and so on for ours by numpy, <c>mergekit/…</c> for theirs (of F32).</summary>
    public static double[] Values(string name)
    {
        var bytes = new byte[File.Tensors[name].ByteCount];
        File.Read(name, 0, bytes);
        return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
    }

    /// <summary>Writes a model as a folder: one matrix, <c>w</c>.</summary>
    public static void Write(string folder, StoredType type, string model)
    {
        using var writer = CheckpointWriter.Create(folder, new JsonObject { ["model_type"] = "matrix" }, [new TensorEntry("w", type, [13, 29])]);
        writer.Write("w", Bits(type, model));
        writer.Complete();
    }

    /// <summary>The parameters of a case, as make_merge_reference.py has them.</summary>
    /// <param name="name">The case.</param>
    /// <param name="folder">The folder of a model.</param>
    public static MergeRecipe Recipe(string name, Func<string, string> folder)
    {
        MergeSource Source(string model, params (string Name, double Value)[] own) =>
            new() { Model = folder(model), Parameters = own.ToDictionary(pair => pair.Name, pair => (ParameterSetting)pair.Value) };
        MergeSource[] Weighted(params (string Model, double Weight)[] models) => [.. models.Select(pair => Source(pair.Model, ("weight", pair.Weight)))];
        MergeSource[] Thinned() =>
        [
            Source("x", ("weight", 1), ("density", 0.4)), Source("y", ("weight", 0.3), ("density", 0.7)), Source("z", ("weight", 0.5), ("density", 1)),
        ];
        MergeRecipe Of(MergeMethod method, MergeSource[] sources, string? basis, params (string Name, ParameterSetting Value)[] all) =>
            MergeRecipe.Of(method, sources, basis is null ? null : folder(basis)) with { Parameters = all.ToDictionary(pair => pair.Name, pair => pair.Value), Seed = 5 };
        var (yes, no) = (ParameterSetting.Flag(true), ParameterSetting.Flag(false));

        return name switch
        {
            "linear" => Of(MergeMethod.Linear, Weighted(("x", 0.4), ("y", 0.6), ("z", 0.5)), null),
            "linear_plain" => Of(MergeMethod.Linear, Weighted(("x", 0.4), ("far", 0.9)), null, ("normalize", no)),
            "slerp" => Of(MergeMethod.Slerp, [Source("far"), Source("x")], "x", ("t", 0.3)),
            "slerp_lerped" => Of(MergeMethod.Slerp, [Source("x")], "base", ("t", 0.3)),
            "nuslerp" => Of(MergeMethod.NuSlerp, Weighted(("x", 0.4), ("far", 1.2)), null),
            "nuslerp_base" => Of(MergeMethod.NuSlerp, Weighted(("x", 0.4), ("y", 0.6)), "base"),
            "nuslerp_last" => Of(MergeMethod.NuSlerp, Weighted(("x", 1), ("far", 2)), null, ("nuslerp_flatten", no)),
            "nuslerp_first" => Of(MergeMethod.NuSlerp, Weighted(("x", 1), ("far", 2)), null, ("nuslerp_flatten", no), ("nuslerp_row_wise", yes)),
            "nuslerp_first_base" => Of(MergeMethod.NuSlerp, Weighted(("x", 1), ("y", 2)), "base", ("nuslerp_flatten", no), ("nuslerp_row_wise", yes)),
            "karcher" => Of(MergeMethod.Karcher, [Source("x"), Source("y"), Source("far")], null),
            "karcher_one_step" => Of(MergeMethod.Karcher, [Source("x"), Source("z"), Source("far")], null, ("max_iter", 1)),
            "model_stock" => Of(MergeMethod.ModelStock, [Source("x"), Source("y"), Source("z")], "base"),
            "model_stock_rows" => Of(MergeMethod.ModelStock, [Source("x"), Source("base"), Source("y")], "base", ("filter_wise", yes)),
            "task_arithmetic" => Of(MergeMethod.TaskArithmetic, Weighted(("x", 0.5), ("y", -0.3), ("z", 1)), "base", ("lambda", 0.7)),
            "ties" => Of(MergeMethod.Ties, Thinned(), "base"),
            "ties_rescaled" => Of(MergeMethod.Ties, Thinned(), "base", ("normalize", no), ("rescale", yes), ("lambda", 1.5)),
            "dare_linear" => Of(MergeMethod.DareLinear, Thinned(), "base"),
            "dare_linear_normalized" => Of(MergeMethod.DareLinear, Thinned(), "base", ("normalize", yes), ("rescale", no)),
            "dare_ties" => Of(MergeMethod.DareTies, Thinned(), "base"),
            "passthrough" => Of(MergeMethod.Passthrough, [Source("x", ("scale", 0.7))], null),
            _ => throw new ArgumentException(name),
        };
    }

    /// <summary>The same case by the functions for lists in memory; null for those that work by rows or columns, which only tensors have.</summary>
    public static double[]? InMemory(string name, Func<string, double[]> model)
    {
        var (origin, x, y, z, far) = (model("base"), model("x"), model("y"), model("z"), model("far"));
        double[] weights = [1, 0.3, 0.5], densities = [0.4, 0.7, 1];
        return name switch
        {
            "linear" => Research.Merging.Linear.Of([x, y, z], [0.4, 0.6, 0.5]),
            "linear_plain" => Research.Merging.Linear.Of([x, far], [0.4, 0.9], normalize: false),
            "slerp" => Research.Merging.Slerp.Between(x, far, 0.3),
            "slerp_lerped" => Research.Merging.Slerp.Between(origin, x, 0.3),
            "nuslerp" => Research.Merging.NuSlerp.Between(x, far, 0.4, 1.2),
            "nuslerp_base" => Research.Merging.NuSlerp.Between(x, y, 0.4, 0.6, origin),
            "karcher" => Research.Merging.KarcherMean.Of([x, y, far]),
            "karcher_one_step" => Research.Merging.KarcherMean.Of([x, z, far], steps: 1),
            "model_stock" => Research.Merging.ModelStock.Of(origin, [x, y, z]),
            "task_arithmetic" => Research.Merging.TaskArithmetic.Of(origin, [x, y, z], [0.5, -0.3, 1], lambda: 0.7),
            "ties" => Research.Merging.Ties.Of(origin, [x, y, z], weights, densities),
            "ties_rescaled" => Research.Merging.Ties.Of(origin, [x, y, z], weights, densities, lambda: 1.5, normalize: false, rescale: true),
            "dare_linear" => Research.Merging.Dare.Of(origin, [x, y, z], weights, densities, seed: 5, tensor: "w"),
            "dare_linear_normalized" => Research.Merging.Dare.Of(origin, [x, y, z], weights, densities, seed: 5, tensor: "w", normalize: true, rescale: false),
            "dare_ties" => Research.Merging.Dare.Of(origin, [x, y, z], weights, densities, seed: 5, tensor: "w", vote: true),
            "passthrough" => [.. x.Select(value => 0.7 * value)],
            _ => null,
        };
    }
}
