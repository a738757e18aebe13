using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_matmul(Tensor t, Tensor target, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mm(Tensor t, Tensor target, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mv(Tensor t, Tensor target, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_bmm(Tensor t, Tensor batch2, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_dot(Tensor t, Tensor target, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_outer(Tensor t, Tensor vec2, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_addmm(Tensor t, Tensor mat1, Tensor mat2, double beta, double alpha, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_addmm_(Tensor t, Tensor mat1, Tensor mat2, double beta, double alpha);
    [LibraryImport(Library)] internal static partial int st_baddbmm(Tensor t, Tensor batch1, Tensor batch2, double beta, double alpha, out Tensor result);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int st_einsum(string equation, nint* tensors, int count, out Tensor result);
}
