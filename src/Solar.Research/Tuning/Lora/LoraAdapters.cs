using System.Text.Json.Nodes;
using Solar.Research.Data;
using Solar.Research.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Lora;

/// <summary>Adapters beside a model that stays as it is. They are there until they are disposed.</summary>
/// <remarks>
/// Hu et al. 2021 (LoRA), §4.1. A and B are float32 (float64 beside a model in it), whatever the precision of the model, and so is what they add worked out,
/// as PEFT does. B begins at zero, so the model is at first what it was.
/// </remarks>
public sealed class LoraAdapters : TrainedWeights, IDisposable
{
    private readonly LoraLayout _layout;
    private readonly FlatWeights _flat;
    private readonly (Parameter A, Parameter B)[] _matrices;
    private readonly Lazy<string> _baseSha256;
    private readonly ScalarType _type;
    private readonly long _seed;
    private long? _pass;

    /// <summary>Fresh adapters: A uniform in ±1/√in, B zero, as Hu et al.'s own code and PEFT begin.</summary>
    /// <param name="model">The model, whose weights get no gradients from now on.</param>
    /// <param name="recipe">Rank, scale and places.</param>
    /// <param name="seed">Draws A, and what dropout drops.</param>
    public LoraAdapters(Decoder model, LoraRecipe recipe, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recipe);
        if (model.Frozen)
            throw new InvalidOperationException("The model has adapters already; dispose of them first.");
        (Model, Recipe, _seed) = (model, recipe.Validate(), seed);
        _layout = new(model.Layout, recipe);
        _type = model.Weights.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        _flat = new(_layout.Count, model.Weights.device, _type);
        _matrices = [.. _layout.Places.Select(place => (_flat.Parameter(place.A), _flat.Parameter(place.B)))];
        _baseSha256 = new(model.Sha256);
        _flat.AllocateGradients();
        Draw();
        Enabled = true;
        model.Frozen = true;
    }

    /// <inheritdoc/>
    public override Decoder Model { get; }

    /// <summary>Rank, scale and places.</summary>
    public LoraRecipe Recipe { get; }

    /// <summary>How the model is called where it is saved beside the adapters: a folder or a name.</summary>
    public string? BaseName { get; init; }

    /// <inheritdoc/>
    public override Tensor Weights => _flat.Weights;

    /// <inheritdoc/>
    public override Tensor Gradients => _flat.Gradients;

    /// <summary>All of them, as in PEFT under PyTorch's AdamW.</summary>
    public override long DecayedCount => _layout.Count;

    /// <summary>The adapters' recipe, and the model beside which they learn.</summary>
    public override JsonObject Description => new()
    {
        ["base_sha256"] = _baseSha256.Value,
        ["base"] = Model.Config.ToJson(),
        ["lora"] = RecipeJson.ToNode(Recipe),
    };

    /// <summary>Whether they add what they have learned. Without them the model is the one that it was.</summary>
    public bool Enabled
    {
        get;
        set
        {
            field = value;
            for (var i = 0; i < Model.Layout.Layers.Count; i++)
                Model.Add(i, value ? Additions(Model.Layout.Layers[i]) : null);
        }
    }

    internal LoraLayout Layout => _layout;

    /// <summary>Reads adapters in PEFT's format and puts them beside a model.</summary>
    /// <param name="folder">The folder of <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="model">The model that they were trained beside.</param>
    /// <exception cref="InvalidDataException">The config asks for what is not implemented, or tensors are missing, extra or misshapen.</exception>
    public static LoraAdapters Load(string folder, Decoder model)
    {
        var (recipe, baseName) = PeftConfig.Read(folder);
        var adapters = new LoraAdapters(model, recipe, seed: 0) { BaseName = baseName };
        try
        {
            PeftFolder.Read(folder, adapters);
            return adapters;
        }
        catch
        {
            adapters.Dispose();
            throw;
        }
    }

    /// <summary>Writes them in PEFT's format.</summary>
    /// <inheritdoc/>
    public override void Save(string folder, string? tokenizerFrom) => PeftFolder.Write(this, folder, tokenizerFrom);

    /// <inheritdoc/>
    public override void BeginPass(int step, int part) => _pass = ((long)step << 20) + part;

    /// <inheritdoc/>
    public override void EndPasses() => _pass = null;

    /// <summary>Takes the adapters away; the model is the one that it was, and its weights learn again.</summary>
    public void Dispose()
    {
        Enabled = false;
        Model.Frozen = false;
        foreach (var (a, b) in _matrices)
        {
            a.Dispose();
            b.Dispose();
        }

        _flat.Dispose();
    }

    private LayerAdditions Additions(LayerLayout layer) =>
        new(Addition(layer.Qkv), Addition(layer.Output), Addition(layer.GateUp), Addition(layer.Down));

    private Func<Tensor, Tensor>? Addition(Region matrix)
    {
        var beside = _layout.Beside(matrix).ToArray();
        return beside.Length == 0 ? null : x => Sum(x, matrix.Shape[0], beside);
    }

    private Tensor Sum(Tensor x, long rows, (int Index, long FirstRow)[] beside)
    {
        using var scope = NewDisposeScope();
        var input = x.to(_type); // […, in]
        List<Tensor> pieces = [];
        var end = 0L;
        foreach (var (i, first) in beside)
        {
            Fill(first);
            var (a, b) = _matrices[i];
            pieces.Add(nn.functional.linear(nn.functional.linear(Dropped(input, i), a), b * Recipe.Scale)); // […, out]
            end += b.shape[0];
        }

        Fill(rows);
        var sum = pieces.Count == 1 ? pieces[0] : cat(pieces, -1);
        return sum.to(x.dtype).MoveToOuterDisposeScope();

        // A projection without an adapter between others adds nothing.
        void Fill(long to)
        {
            if (to > end)
                pieces.Add(zeros([.. x.shape[..^1], to - end], _type, x.device));
            end = to;
        }
    }

    // What is dropped follows from the seed, the pass and the adapter, so a resumed run drops the same, and so does a layer that is computed twice.
    private Tensor Dropped(Tensor x, int adapter)
    {
        if (Recipe.Dropout == 0 || _pass is not { } pass)
            return x;
        var draw = new SplitMix64(unchecked(_seed + (pass * 0x2545F4914F6CDD1DL)), adapter).Next();
        using var generator = new Generator(draw, x.device);
        return x * rand(x.shape, ScalarType.Float32, x.device, generator: generator).ge(Recipe.Dropout).to(_type) / (1 - Recipe.Dropout);
    }

    private void Draw()
    {
        using var untracked = no_grad();
        for (var i = 0; i < _matrices.Length; i++)
        {
            using var scope = NewDisposeScope();
            var a = _matrices[i].A;
            var bound = 1 / Math.Sqrt(a.shape[1]);
            var random = new SplitMix64(_seed, i);
            var values = new float[a.numel()];
            for (var k = 0; k < values.Length; k++)
                values[k] = (float)((((random.Next() >> 11) * (2.0 / (1L << 53))) - 1) * bound);
            a.copy_(tensor(values, a.shape));
        }
    }
}
