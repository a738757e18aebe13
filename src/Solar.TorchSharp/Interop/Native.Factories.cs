using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_zeros(long* sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_ones(long* sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_empty(long* sizes, int count, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_full(long* sizes, int count, Number value, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_arange(Number start, Number stop, Number step, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_eye(long rows, long columns, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_linspace(double start, double end, long steps, Options o, out Tensor result);
}
