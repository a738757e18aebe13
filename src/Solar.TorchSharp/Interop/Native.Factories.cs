using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_zeros(ReadOnlySpan<long> sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_ones(ReadOnlySpan<long> sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_empty(ReadOnlySpan<long> sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_full(ReadOnlySpan<long> sizes, int count, Number value, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_arange(Number start, Number stop, Number step, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_eye(long rows, long columns, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_linspace(double start, double end, long steps, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_zeros_like(Tensor t, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_ones_like(Tensor t, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_empty_like(Tensor t, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_rand_like(Tensor t, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_randn_like(Tensor t, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_full_like(Tensor t, Number value, Options o, out Tensor result);
}
