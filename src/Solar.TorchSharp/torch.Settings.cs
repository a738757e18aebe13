using System.Runtime.InteropServices;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static string __version__ => Marshal.PtrToStringUTF8(st_torch_version()) ?? "";

    public static void set_num_threads(int num) => Check(st_set_num_threads(num));

    public static int get_num_threads() => st_get_num_threads();

    public static void set_default_dtype(ScalarType dtype) => Check(st_set_default_dtype((int)dtype));

    public static ScalarType get_default_dtype() => (ScalarType)st_get_default_dtype();

    public static class cuda
    {
        public static bool is_available() => st_cuda_is_available() != 0;

        public static int device_count() => Made(st_cuda_device_count(out int count), count);

        public static void synchronize(Device? device = null) => Check(st_cuda_synchronize(device?.index ?? -1));

        public static void manual_seed(long seed) => Check(st_cuda_manual_seed(seed));

        public static void manual_seed_all(long seed) => Check(st_cuda_manual_seed_all(seed));
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => st_get_allow_tf32() != 0;
                    set => Check(st_allow_tf32(value ? 1 : 0));
                }
            }
        }
    }
}
