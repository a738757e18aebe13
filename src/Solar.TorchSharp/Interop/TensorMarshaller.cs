using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

/// <summary>Passes a tensor's handle to native code and holds it for the length of the call; makes a tensor of a handle that comes out.</summary>
[CustomMarshaller(typeof(Tensor), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
[CustomMarshaller(typeof(Tensor), MarshalMode.ManagedToUnmanagedOut, typeof(Out))]
internal static class TensorMarshaller
{
    /// <summary>A tensor that must be there.</summary>
    internal ref struct In
    {
        private SafeHandle? held;

        public void FromManaged(Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            held = Borrow(tensor);
        }

        public readonly nint ToUnmanaged() => held!.DangerousGetHandle();

        public readonly void Free() => held?.DangerousRelease();
    }

    /// <summary>An owned handle; 0 is no tensor.</summary>
    internal static class Out
    {
        public static Tensor ConvertToManaged(nint handle) => handle == 0 ? null! : new Tensor(handle);

        /// <remarks>
        /// Nothing is to be freed. But with a clean-up to do, the generated call starts from a handle of 0; without one it
        /// starts from whatever the stack held, and would own that after a call that failed.
        /// </remarks>
        public static void Free(nint handle)
        {
        }
    }

    internal static SafeHandle Borrow(Tensor tensor)
    {
        var handle = tensor.SafeHandle;
        bool added = false;
        handle.DangerousAddRef(ref added);
        return handle;
    }
}

/// <summary>A tensor that may be null: <c>[MarshalUsing(typeof(OptionalTensor))] Tensor? bias</c>.</summary>
[CustomMarshaller(typeof(Tensor), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class OptionalTensor
{
    internal ref struct In
    {
        private SafeHandle? held;

        public void FromManaged(Tensor? tensor) => held = tensor is null ? null : TensorMarshaller.Borrow(tensor);

        public readonly nint ToUnmanaged() => held?.DangerousGetHandle() ?? 0;

        public readonly void Free() => held?.DangerousRelease();
    }
}
