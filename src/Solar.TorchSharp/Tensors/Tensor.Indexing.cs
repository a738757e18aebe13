using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Made(st_index_select(this, dim, index, out Tensor made), made);
        public Tensor gather(long dim, Tensor index) => Made(st_gather(this, dim, index, out Tensor made), made);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Made(st_scatter(this, dim, index, src, out Tensor made), made);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Self(st_scatter_(this, dim, index, src));
        internal Tensor scatter(long dim, Tensor index, Scalar value) => Made(st_scatter_s(this, dim, index, value.Value, out Tensor made), made);
        internal Tensor scatter_(long dim, Tensor index, Scalar value) => Self(st_scatter_s_(this, dim, index, value.Value));
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Made(st_scatter_add(this, dim, index, src, out Tensor made), made);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Self(st_scatter_add_(this, dim, index, src));
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Made(st_index_add(this, dim, index, source, alpha.Value, out Tensor made), made);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Self(st_index_add_(this, dim, index, source, alpha.Value));
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Made(st_index_copy(this, dim, index, source, out Tensor made), made);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Self(st_index_copy_(this, dim, index, source));
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Self(st_index_fill_(this, dim, index, value.Value));
        public Tensor masked_fill(Tensor mask, Scalar value) => Made(st_masked_fill(this, mask, value.Value, out Tensor made), made);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Self(st_masked_fill_(this, mask, value.Value));
        public Tensor masked_select(Tensor mask) => Made(st_masked_select(this, mask, out Tensor made), made);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Self(st_masked_scatter_(this, mask, value));
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Made(st_bucketize(this, boundaries, outInt32 ? 1 : 0, right ? 1 : 0, out Tensor made), made);
    }
}
