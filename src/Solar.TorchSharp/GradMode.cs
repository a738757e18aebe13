using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => st_grad_enabled() != 0;

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int before = st_grad_enabled();

        internal GradMode(bool on) => st_set_grad_enabled(on ? 1 : 0);

        public void Dispose() => st_set_grad_enabled(before);
    }

    private sealed class InferenceMode : IDisposable
    {
        private nint guard;

        internal InferenceMode(bool on) => Check(st_inference_enter(on ? 1 : 0, out guard));

        public void Dispose()
        {
            if (guard != 0) st_inference_leave(guard);
            guard = 0;
        }
    }
}
