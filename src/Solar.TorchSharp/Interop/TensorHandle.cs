using System.Runtime.InteropServices;
using System.Threading;

namespace Solar.TorchSharp.Interop;

/// <summary>One native tensor. Counted, so that a call on one thread outlives a Dispose on another.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long live;

    internal TensorHandle(nint handle) : base(0, ownsHandle: true)
    {
        SetHandle(handle);
        Interlocked.Increment(ref live);
    }

    /// <summary>How many native tensors are held at this moment.</summary>
    internal static long Live => Interlocked.Read(ref live);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.st_free(handle);
        Interlocked.Decrement(ref live);
        return true;
    }
}
