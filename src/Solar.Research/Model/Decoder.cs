using Solar.Research.Checkpoints;
using Solar.Research.Model.Generation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>A Llama-style decoder: token ids in, the logits of each next token out.</summary>
/// <remarks>
/// B batch, T tokens, H hidden, V vocabulary, N weights. All weights lie in one flat buffer, and so do their gradients; the
/// parameters are views of it. So it is made where it is to live: it is not moved or converted afterwards. Matrices are
/// [out, in], logits at t predict token t + 1. Paper §2; Touvron et al. 2023 (Llama 2), §2.2; Jiang et al. 2023 (Mistral 7B).
/// </remarks>
public sealed class Decoder : nn.Module<TokenBatch, Tensor>
{
    private readonly FlatWeights flat;
    private readonly RotaryTable rotary;
    private readonly Embedding embedding;
    private readonly ModuleList<DecoderBlock> layers;
    private readonly Parameter finalNorm;
    private readonly Parameter? head;

    /// <summary>A decoder whose weights are all zero until <see cref="Initialize"/> or a copy fills them.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="device">Where it lives; the CPU when nothing is said.</param>
    /// <param name="dtype">What it computes in: float32, bfloat16, or float64 for reference.</param>
    public Decoder(DecoderConfig config, Device? device = null, ScalarType dtype = ScalarType.Float32)
        : base(nameof(Decoder))
    {
        Config = config;
        Layout = new(config);
        flat = new(Layout.Count, device ?? CPU, dtype);
        Kernels = Kernels.For(device ?? CPU, dtype);
        rotary = new(config, device ?? CPU, dtype == ScalarType.Float64 ? dtype : ScalarType.Float32);

        embedding = flat.Table(Layout.Embedding);
        layers = new([.. Layout.Layers.Select(layer => new DecoderBlock(layer, flat.Parameter, config.RmsNormEps))]);
        finalNorm = flat.Parameter(Layout.FinalNorm);
        head = config.TieWordEmbeddings ? null : flat.Parameter(Layout.Head);
        RegisterComponents();
    }

    /// <summary>Its shape.</summary>
    public DecoderConfig Config { get; }

    /// <summary>[N] Every weight, the matrices first and the norms last.</summary>
    public Tensor Weights => flat.Weights;

    /// <summary>[N] The gradient of every weight; backward adds to it. Allocated on first use, as zeros.</summary>
    public Tensor Gradients => flat.Gradients;

    /// <summary>The weights [0, DecayedCount) take weight decay; those after are norms, which do not.</summary>
    public long DecayedCount => Layout.DecayedCount;

    /// <summary>Whether layers are computed again in the backward pass, so that one layer's inner values are held at a time.</summary>
    /// <remarks>
    /// The same loss and, in float32 and float64, the same gradients to the bit. In bfloat16 two gradients that meet where one
    /// layer ends and the next begins are rounded before they are added, which otherwise happens in one step.
    /// </remarks>
    public bool CheckpointGradients { get; set; }

    /// <summary>Whether the weights stay as they are: they get no gradients, and what is beside them learns alone.</summary>
    internal bool Frozen
    {
        get;
        set => flat.Learn(!(field = value));
    }

    internal WeightLayout Layout { get; }

    /// <summary>Who computes; the fastest that there is for the device and precision.</summary>
    internal Kernels Kernels { get; set; }

    /// <summary>[V, H] The output head's weights.</summary>
    internal Parameter Head => head ?? embedding.weight!;

    /// <summary>Draws fresh weights, the same on every machine.</summary>
    /// <remarks>Departs: N(0, 0.02) and 0.02 ÷ √(2L) for what adds to the residual stream (Radford et al. 2019); the paper starts from Mistral.</remarks>
    public void Initialize(long seed) => FreshWeights.Draw(this, seed);

    /// <summary>The residual stream after the last layer and the final norm.</summary>
    /// <param name="batch">[B, T] tokens.</param>
    /// <param name="cache">The keys and values of tokens read before, which these follow.</param>
    /// <returns>[B, T, H]</returns>
    public Tensor Hidden(TokenBatch batch, KeyValueCache? cache = null)
    {
        var (_, t) = batch.ExpectShapes();
        cache?.ExpectRoom(t);
        if (is_grad_enabled() && !Frozen)
            flat.AllocateGradients();

        using var scope = NewDisposeScope();
        var stream = embedding.call(batch.Ids); // [B, T, H]
        if (CheckpointGradients && cache is null && is_grad_enabled())
            return Recompute(stream, batch).MoveToOuterDisposeScope();

        using var sight = Sight.Of(Config, batch, rotary, cache?.Length ?? 0);
        var hidden = Through(stream, sight, cache, after: null);
        cache?.Advance(t);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The residual stream after the last layer and the final norm, of rows that branch.</summary>
    /// <param name="rows">[B, T] tokens.</param>
    /// <param name="after">The keys and values of one row, which all of them go on from; null: they begin texts.</param>
    /// <returns>[B, T, H]</returns>
    internal Tensor HiddenOfBranches(BranchedRows rows, KeyValueCache? after)
    {
        using var scope = NewDisposeScope();
        using var sight = rows.Sight(Config, rotary);
        return Through(embedding.call(rows.Ids), sight, cache: null, after).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of the token after each.</summary>
    /// <returns>[B, T, V]</returns>
    public override Tensor forward(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        return Logits(Hidden(batch)).MoveToOuterDisposeScope();
    }

    /// <summary>The output head.</summary>
    /// <param name="hidden">[…, H] of <see cref="Hidden"/>.</param>
    /// <returns>[…, V]</returns>
    public Tensor Logits(Tensor hidden) => nn.functional.linear(hidden, Head);

    /// <summary>The mean cross entropy, in nats, over the targets that count; the logits are made in chunks, never whole.</summary>
    /// <exception cref="ArgumentException">The batch has no target that counts.</exception>
    public Tensor Loss(TokenBatch batch)
    {
        if (batch.Targets is null)
            throw new ArgumentException("A loss needs targets, and this batch has none.", nameof(batch));
        using var scope = NewDisposeScope();
        var hidden = Hidden(batch).view(-1, Config.HiddenSize); // [B·T, H]
        return Kernels.HeadLoss(hidden, Head, batch.Targets.flatten()).MoveToOuterDisposeScope();
    }

    /// <summary>The log-probability, in nats, of one next token after each hidden state; the logits are made in chunks, never whole.</summary>
    /// <param name="hidden">[N, H], rows of <see cref="Hidden"/>.</param>
    /// <param name="targets">[N] int64, the token whose probability is asked.</param>
    /// <returns>[N] the log-probabilities; [N] 1 where the model finds no other token likelier, else 0, without a gradient.</returns>
    public (Tensor LogProbs, Tensor Correct) LogProbs(Tensor hidden, Tensor targets) => ChunkedLogProbs.Of(hidden, Head, targets);

    /// <summary>Reads a Hugging Face folder.</summary>
    /// <param name="folder">The folder of <c>config.json</c> and the safetensors.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="dtype">What it is to compute in; as stored when nothing is said, but float16 becomes float32 on a CPU, which cannot compute in it.</param>
    /// <exception cref="InvalidDataException">Tensors are missing, extra or misshapen; the message names them.</exception>
    public static Decoder Load(string folder, Device? device = null, ScalarType? dtype = null) => DecoderCheckpoint.Load(folder, device, dtype);

    /// <summary>Writes a Hugging Face folder.</summary>
    /// <param name="folder">The folder, which appears when it is complete.</param>
    /// <param name="tokenizerFrom">A folder whose tokenizer files are carried along.</param>
    /// <param name="type">How the weights are stored; as they are when nothing is said.</param>
    public void Save(string folder, string? tokenizerFrom = null, StoredType? type = null) => DecoderCheckpoint.Save(this, folder, tokenizerFrom, type);

    /// <summary>What identifies the model: SHA-256 of its config, precision and weights, in lower-case hexadecimal.</summary>
    public string Sha256() => DecoderHash.Sha256(this);

    /// <summary>Puts something beside the weights of a layer, or takes it away.</summary>
    internal void Add(int layer, LayerAdditions? additions) => layers[layer].Additions = additions;

    private Tensor Through(Tensor stream, Sight sight, KeyValueCache? cache, KeyValueCache? after)
    {
        Tensor? added = null;
        for (var i = 0; i < layers.Count; i++)
        {
            var before = after?.Layers[i];
            (stream, added) = layers[i].Run(stream, added, sight, Kernels, cache?.Layers[i], before is null ? null : heads => PrefixAttention.Of(heads, sight, before));
        }

        return Kernels.AddRmsNorm(stream, added!, finalNorm, Config.RmsNormEps).Normed;
    }

    private Tensor Recompute(Tensor stream, TokenBatch batch)
    {
        var sight = Sight.Of(Config, batch, rotary, past: 0).DetachFromDisposeScope(); // read again in the backward pass
        foreach (var layer in layers)
            stream = layer.Recompute(stream, sight, Kernels);
        return Kernels.RmsNorm(stream, finalNorm, Config.RmsNormEps);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            flat.Dispose();
            rotary.Dispose();
        }
    }
}
