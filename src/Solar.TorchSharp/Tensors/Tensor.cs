using System.Runtime.InteropServices.Marshalling;
using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. Owned by the innermost dispose scope of the thread that made it.</summary>
    [NativeMarshalling(typeof(TensorMarshaller))]
    public partial class Tensor : IDisposable
    {
        private TensorHandle held;

        internal Tensor(nint handle) : this(new TensorHandle(handle)) { }

        private protected Tensor(TensorHandle handle)
        {
            held = handle;
            OwningDisposeScope = DisposeScopeManager.Innermost?.Own(this);
        }

        public static long TotalCount => TensorHandle.Live;

        public nint Handle => SafeHandle.DangerousGetHandle();

        public bool IsInvalid => held.IsInvalid || held.IsClosed;

        internal TensorHandle SafeHandle => !held.IsClosed ? held : throw new ObjectDisposedException(nameof(Tensor), "The tensor has been disposed: by its scope, or by a call to Dispose.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (!disposing) return;
            OwningDisposeScope?.Disown(this);
            OwningDisposeScope = null;
            held.Dispose();
        }

        /// <summary>Gives the native tensor up to a new owner; this object is left disposed.</summary>
        internal TensorHandle Surrender()
        {
            var surrendered = SafeHandle;
            OwningDisposeScope?.Disown(this);
            OwningDisposeScope = null;
            held = new TensorHandle(Made(st_alias(this, out nint empty), empty));
            held.Dispose();
            return surrendered;
        }

        /// <summary>This tensor, after an operation in place.</summary>
        private protected Tensor Self(int status)
        {
            Check(status);
            return this;
        }

        /// <summary>Another object for the same native tensor.</summary>
        public Tensor alias() => new(Made(st_alias(this, out nint same), same));
    }

    /// <summary>How a type that may be missing is passed to native code.</summary>
    private static int Code(ScalarType? type) => type is { } given ? (int)given : -1;
}
