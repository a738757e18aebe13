using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Made(st_view(this, shape, shape.Length, out Tensor made), made);
        public Tensor reshape(params long[] shape) => Made(st_reshape(this, shape, shape.Length, out Tensor made), made);
        public Tensor expand(params long[] sizes) => Made(st_expand(this, sizes, sizes.Length, out Tensor made), made);
        public Tensor repeat(params long[] sizes) => Made(st_repeat(this, sizes, sizes.Length, out Tensor made), made);
        public Tensor permute(params long[] permutation) => Made(st_permute(this, permutation, permutation.Length, out Tensor made), made);
        public Tensor broadcast_to(params long[] shape) => Made(st_broadcast_to(this, shape, shape.Length, out Tensor made), made);
        public Tensor flip(params long[] dims) => Made(st_flip(this, dims, dims.Length, out Tensor made), made);
        public Tensor transpose(long dim0, long dim1) => Made(st_transpose(this, dim0, dim1, out Tensor made), made);
        public Tensor unsqueeze(long dim) => Made(st_unsqueeze(this, dim, out Tensor made), made);
        public Tensor narrow(long dim, long start, long length) => Made(st_narrow(this, dim, start, length, out Tensor made), made);
        public Tensor slice(long dim, long start, long finish, long step) => Made(st_slice(this, dim, start, finish, step, out Tensor made), made);
        public Tensor select(long dim, long index) => Made(st_select(this, dim, index, out Tensor made), made);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Made(st_flatten(this, start_dim, end_dim, out Tensor made), made);
        public Tensor unflatten(long dim, params long[] sizes) => Made(st_unflatten(this, dim, sizes, sizes.Length, out Tensor made), made);
        public Tensor movedim(long[] source, long[] destination) => Made(st_movedim_dims(this, source, source.Length, destination, destination.Length, out Tensor made), made);
        public Tensor roll(long shifts, long? dims = null) => dims is { } one ? Made(st_roll(this, shifts, one, out Tensor made), made) : flatten().roll(shifts, 0).view(shape);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Made(st_diagonal(this, offset, dim1, dim2, out Tensor made), made);
        public Tensor diag(long diagonal = 0) => Made(st_diag(this, diagonal, out Tensor made), made);
        public Tensor tril(long diagonal = 0) => Made(st_tril(this, diagonal, out Tensor made), made);
        public Tensor triu(long diagonal = 0) => Made(st_triu(this, diagonal, out Tensor made), made);
        public Tensor t() => Made(st_t(this, out Tensor made), made);
        public Tensor contiguous() => Made(st_contiguous(this, out Tensor made), made);
        public Tensor clone() => Made(st_clone(this, out Tensor made), made);
        public Tensor expand_as(Tensor other) => Made(st_expand_as(this, other, out Tensor made), made);
        public Tensor view_as(Tensor other) => Made(st_view_as(this, other, out Tensor made), made);
        internal Tensor reshape_as(Tensor other) => Made(st_reshape_as(this, other, out Tensor made), made);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Self(st_copy_(this, source, nonBlocking ? 1 : 0));
        public Tensor fill_(Scalar value) => Self(st_fill_(this, value.Value));
        public Tensor zero_() => Self(st_zero_(this));

        /// <summary>One dimension of length 1 dropped, or all of them where <paramref name="dim"/> is null.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one ? Made(st_squeeze_dim(this, one, out Tensor made), made) : Made(st_squeeze(this, out Tensor all), all);

        public Tensor T => t();

        public Tensor mT => transpose(-2, -1);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Made(st_repeat_interleave(this, repeats, dim ?? 0, dim is null ? 1 : 0, out Tensor made), made);
    }
}
