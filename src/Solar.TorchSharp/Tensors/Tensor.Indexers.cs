using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => Put(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => Put(value, i1, i2, i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => Put(value, i1, i2, i3, i4);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            using var list = new TensorList(indices.Select(one => one.Mask));
            fixed (IndexArgument* given = Given(indices, list)) return Made(st_index(this, given, indices.Length, out Tensor made), made);
        }

        public Tensor index(params Tensor[] indices) => index(indices.Select(TensorIndex.Tensor).ToArray());

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            using var list = new TensorList(indices);
            fixed (nint* handles = list.Handles) return Self(st_index_put_(this, handles, list.Count, value, accumulate ? 1 : 0));
        }

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            if (accumulate) return index_put_(value, indices.Select(one => one.Mask ?? throw new NotSupportedException("index_put_ accumulates over tensor indices alone.")).ToArray(), accumulate: true);
            using var list = new TensorList(indices.Select(one => one.Mask));
            fixed (IndexArgument* given = Given(indices, list)) return Self(st_index_set_(this, given, indices.Length, value));
        }

        private Tensor index(params long[] indices) => index(indices.Select(i => (TensorIndex)i).ToArray());

        private void Put(Tensor value, params long[] indices) => index_put_(value, indices.Select(i => (TensorIndex)i).ToArray());

        private static IndexArgument[] Given(TensorIndex[] indices, TensorList list)
        {
            var given = new IndexArgument[indices.Length];
            for (int i = 0; i < given.Length; i++) given[i] = indices[i].Native with { Tensor = list.Handles[i] };
            return given;
        }
    }
}
