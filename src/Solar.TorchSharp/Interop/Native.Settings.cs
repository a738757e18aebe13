using System.Runtime.InteropServices;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial void st_initialize();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int st_mallopt(string name, int value);
    [LibraryImport(Library)] internal static partial nint st_torch_version();
    [LibraryImport(Library)] internal static partial nint st_show_config();
    [LibraryImport(Library)] internal static partial int st_set_num_threads(int count);
    [LibraryImport(Library)] internal static partial int st_get_num_threads();
    [LibraryImport(Library)] internal static partial int st_set_default_dtype(int type);
    [LibraryImport(Library)] internal static partial int st_get_default_dtype();
    [LibraryImport(Library)] internal static partial int st_cuda_is_available();
    [LibraryImport(Library)] internal static partial int st_cuda_device_count(out int count);
    [LibraryImport(Library)] internal static partial int st_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial int st_cuda_manual_seed(long seed);
    [LibraryImport(Library)] internal static partial int st_cuda_manual_seed_all(long seed);
    [LibraryImport(Library)] internal static partial int st_allow_tf32(int on);
    [LibraryImport(Library)] internal static partial int st_get_allow_tf32();
    [LibraryImport(Library)] internal static partial int st_cuda_memory(int index, Span<long> bytes, out int known);
    [LibraryImport(Library)] internal static partial int st_cuda_reset_peak(int index);
}
