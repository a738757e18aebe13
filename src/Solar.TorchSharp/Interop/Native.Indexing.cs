using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_index_select(Tensor t, long dim, Tensor index, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_gather(Tensor t, long dim, Tensor index, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_scatter(Tensor t, long dim, Tensor index, Tensor src, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_scatter_(Tensor t, long dim, Tensor index, Tensor src);
    [LibraryImport(Library)] internal static partial int st_scatter_s(Tensor t, long dim, Tensor index, Number value, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_scatter_s_(Tensor t, long dim, Tensor index, Number value);
    [LibraryImport(Library)] internal static partial int st_scatter_add(Tensor t, long dim, Tensor index, Tensor src, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_scatter_add_(Tensor t, long dim, Tensor index, Tensor src);
    [LibraryImport(Library)] internal static partial int st_index_add(Tensor t, long dim, Tensor index, Tensor source, Number alpha, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_index_add_(Tensor t, long dim, Tensor index, Tensor source, Number alpha);
    [LibraryImport(Library)] internal static partial int st_index_copy(Tensor t, long dim, Tensor index, Tensor source, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_index_copy_(Tensor t, long dim, Tensor index, Tensor source);
    [LibraryImport(Library)] internal static partial int st_index_fill_(Tensor t, long dim, Tensor index, Number value);
    [LibraryImport(Library)] internal static partial int st_masked_fill(Tensor t, Tensor mask, Number value, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_masked_fill_(Tensor t, Tensor mask, Number value);
    [LibraryImport(Library)] internal static partial int st_masked_select(Tensor t, Tensor mask, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_masked_scatter_(Tensor t, Tensor mask, Tensor value);
    [LibraryImport(Library)] internal static partial int st_where_self(Tensor t, Tensor x, Tensor y, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_bucketize(Tensor t, Tensor boundaries, int out_int32, int right, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_index(Tensor t, IndexArgument* indices, int count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_index_set_(Tensor t, IndexArgument* indices, int count, Tensor value);
    [LibraryImport(Library)] internal static partial int st_index_put_(Tensor t, nint* indices, int count, Tensor value, int accumulate);
}
