using Solar.TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place between the brackets of <c>tensor[…]</c>.</summary>
    public readonly struct TensorIndex
    {
        // The kinds of the native Index structure.
        private const int SingleKind = 0, SliceKind = 1, ColonKind = 2, NoneKind = 3, EllipsisKind = 4, BoolKind = 5, TensorKind = 6;

        private readonly int kind;
        private readonly long? start;
        private readonly long? stop;
        private readonly long? step;

        private TensorIndex(int kind, long? start = null, long? stop = null, long? step = null, torch.Tensor? tensor = null)
        {
            this.kind = kind;
            this.start = start;
            this.stop = stop;
            this.step = step;
            Mask = tensor;
        }

        public static readonly TensorIndex Ellipsis = new(EllipsisKind);
        public static readonly TensorIndex None = new(NoneKind);
        public static readonly TensorIndex Null = new(NoneKind);
        public static readonly TensorIndex Colon = new(ColonKind);

        internal torch.Tensor? Mask { get; }

        internal IndexArgument Native => new(kind, start, stop, step);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(SliceKind, start, stop, step);

        public static TensorIndex Slice(Range range) => range;

        public static TensorIndex Single(long? index) => index is { } one ? new(SingleKind, one) : None;

        public static TensorIndex Bool(bool value) => new(BoolKind, value ? 1 : 0);

        public static TensorIndex Tensor(torch.Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            return new(TensorKind, tensor: tensor);
        }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range.start, range.stop);

        public static implicit operator TensorIndex(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            // ^0 is the end itself, which has no negative number.
            long? stop = range.End is { IsFromEnd: true, Value: 0 } ? null : range.End.IsFromEnd ? -range.End.Value : range.End.Value;
            return range.Start is { IsFromEnd: true, Value: 0 } ? Slice(long.MaxValue, stop) : Slice(start, stop);
        }
    }
}
