using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_view(Tensor t, ReadOnlySpan<long> shape, int shape_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_reshape(Tensor t, ReadOnlySpan<long> shape, int shape_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_expand(Tensor t, ReadOnlySpan<long> sizes, int sizes_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_repeat(Tensor t, ReadOnlySpan<long> sizes, int sizes_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_permute(Tensor t, ReadOnlySpan<long> permutation, int permutation_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_broadcast_to(Tensor t, ReadOnlySpan<long> shape, int shape_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_flip(Tensor t, ReadOnlySpan<long> dims, int dims_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_transpose(Tensor t, long dim0, long dim1, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_unsqueeze(Tensor t, long dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_squeeze_dim(Tensor t, long dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_squeeze(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_narrow(Tensor t, long dim, long start, long length, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_slice(Tensor t, long dim, long start, long finish, long step, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_select(Tensor t, long dim, long index, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_flatten(Tensor t, long start_dim, long end_dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_unflatten(Tensor t, long dim, ReadOnlySpan<long> sizes, int sizes_count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_movedim(Tensor t, long source, long destination, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_roll(Tensor t, long shifts, long dims, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_diagonal(Tensor t, long offset, long dim1, long dim2, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_diag(Tensor t, long diagonal, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_tril(Tensor t, long diagonal, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_triu(Tensor t, long diagonal, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_t(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_contiguous(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_clone(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_expand_as(Tensor t, Tensor other, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_view_as(Tensor t, Tensor other, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_reshape_as(Tensor t, Tensor other, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_copy_(Tensor t, Tensor source, int non_blocking);
    [LibraryImport(Library)] internal static partial int st_fill_(Tensor t, Number value);
    [LibraryImport(Library)] internal static partial int st_zero_(Tensor t);
    [LibraryImport(Library)] internal static partial int st_repeat_interleave(Tensor t, long repeats, long dim, int whole, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_cat(nint* tensors, int count, long dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_stack(nint* tensors, int count, long dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_chunk(Tensor t, long chunks, long dim, out nint* result, out int count);
    [LibraryImport(Library)] internal static partial int st_split(Tensor t, long size, long dim, out nint* result, out int count);
    [LibraryImport(Library)] internal static partial int st_split_sizes(Tensor t, ReadOnlySpan<long> sizes, int n, long dim, out nint* result, out int count);
    [LibraryImport(Library)] internal static partial int st_tensor_split(Tensor t, long sections, long dim, out nint* result, out int count);
    [LibraryImport(Library)] internal static partial int st_unbind(Tensor t, long dim, out nint* result, out int count);
    [LibraryImport(Library)] internal static partial int st_to(Tensor t, int type, int device, int index, int copy, int non_blocking, out Tensor result);
}
