using Solar.TorchSharp.Interop;
using TorchSharp.Modules;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients by one factor, so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm they had.</returns>
            public static unsafe double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                using var list = new TensorList(tensors);
                fixed (nint* handles = list.Handles)
                    return Made(st_optim_clip_grad_norm(handles, list.Count, max_norm, norm_type, out var total), total);
            }
        }
    }
}
