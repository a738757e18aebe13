using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Moments;

/// <summary>One of AdamW's running means over all weights, kept in a few bytes each and computed in float32, a piece at a time.</summary>
internal abstract class Moment : IDisposable
{
    /// <summary>What a piece begins at a multiple of, and the last piece may end before.</summary>
    public const int Block = 256;

    /// <summary>What is saved: suffixes of the moment's name, and flat tensors.</summary>
    public abstract IReadOnlyList<(string Suffix, Tensor Values)> Buffers { get; }

    /// <summary>A moment of zeros.</summary>
    /// <param name="precision">What it is kept in.</param>
    /// <param name="weights">[N] The weights that it belongs to.</param>
    /// <param name="square">Whether it is the mean of squares, which is never below zero.</param>
    public static Moment Of(StatePrecision precision, Tensor weights, bool square) => precision switch
    {
        StatePrecision.Float32 => new Float32Moment(weights.numel(), weights.device),
        StatePrecision.Bfloat16 => new Bfloat16Moment(weights.numel(), weights.device),
        StatePrecision.Int8 => new Int8Moment(weights.numel(), weights.device, square ? DynamicCodes.Positive : DynamicCodes.Signed),
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "No such precision of the optimizer's state."),
    };

    /// <summary>A piece in float32, to be changed in place and given to <see cref="Write"/>.</summary>
    /// <param name="from">The first element, a multiple of <see cref="Block"/>.</param>
    /// <param name="count">How many.</param>
    public abstract Tensor Read(long from, long count);

    /// <summary>Keeps a piece that <see cref="Read"/> gave.</summary>
    /// <param name="from">As it was read.</param>
    /// <param name="values">[count] float32.</param>
    /// <param name="random">What is rounded at random draws from it.</param>
    public abstract void Write(long from, Tensor values, SplitMix64 random);

    /// <inheritdoc/>
    public abstract void Dispose();
}
