using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static partial class Native
{
    [LibraryImport(Library)] internal static partial int st_div_mode(Tensor a, Tensor b, int mode, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_div_mode_s(Tensor a, Number b, int mode, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_div_mode_(Tensor a, Tensor b, int mode);
    [LibraryImport(Library)] internal static partial int st_div_mode_s_(Tensor a, Number b, int mode);
    [LibraryImport(Library)] internal static partial int st_round_decimals(Tensor t, long decimals, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_round_decimals_(Tensor t, long decimals);
    [LibraryImport(Library)] internal static partial int st_count_nonzero_dims(Tensor t, long[] dims, int count, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nan_to_num_bounds(Tensor t, double nan, double high, int hasHigh, double low, int hasLow, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_movedim_dims(Tensor t, long[] from, int fromCount, long[] to, int toCount, out Tensor result);
}
