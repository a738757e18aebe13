using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_add(Tensor a, Tensor b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_add_s(Tensor a, Number b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_sub(Tensor a, Tensor b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_sub_s(Tensor a, Number b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mul(Tensor a, Tensor b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mul_s(Tensor a, Number b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_div(Tensor a, Tensor b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_div_s(Tensor a, Number b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_matmul(Tensor a, Tensor b, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_sum(Tensor t, int type, out Tensor result);
}
