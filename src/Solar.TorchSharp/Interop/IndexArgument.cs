using System.Runtime.InteropServices;

namespace Solar.TorchSharp.Interop;

/// <summary>One index on its way to native code; see native/index.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexArgument(int kind, long? start, long? stop, long? step)
{
    private readonly long start = start ?? 0;
    private readonly long stop = stop ?? 0;
    private readonly long step = step ?? 1;
    internal nint Tensor;
    private readonly int kind = kind;
    private readonly int open = (start is null ? 1 : 0) | (stop is null ? 2 : 0) | (step is null ? 4 : 0);
}
