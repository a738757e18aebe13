using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_alias(Tensor t, out nint result);
    [LibraryImport(Library)] internal static partial int st_dim(Tensor t, out long result);
    [LibraryImport(Library)] internal static partial int st_numel(Tensor t, out long result);
    [LibraryImport(Library)] internal static partial int st_element_size(Tensor t, out long result);
    [LibraryImport(Library)] internal static partial int st_size(Tensor t, long dim, out long result);
    [LibraryImport(Library)] internal static partial int st_stride(Tensor t, long dim, out long result);
    [LibraryImport(Library)] internal static partial int st_storage_offset(Tensor t, out long result);
    [LibraryImport(Library)] internal static partial int st_is_contiguous(Tensor t, out int result);
    [LibraryImport(Library)] internal static partial int st_dtype(Tensor t, out int result);
    [LibraryImport(Library)] internal static partial int st_data_ptr(Tensor t, out nint result);
    [LibraryImport(Library)] internal static partial int st_item(Tensor t, out Number result);
    [LibraryImport(Library)] internal static partial int st_sizes(Tensor t, long* result);
    [LibraryImport(Library)] internal static partial int st_strides(Tensor t, long* result);
    [LibraryImport(Library)] internal static partial int st_device(Tensor t, out int type, out int index);
    [LibraryImport(Library)] internal static partial int st_from_blob(void* data, long* sizes, int count, int type, delegate* unmanaged<nint, void> release, nint context, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_from_data(void* data, ReadOnlySpan<long> sizes, int count, int type, Options where, out Tensor result);

    [LibraryImport(Library)] internal static partial int st_requires_grad(Tensor t, out int result);
    [LibraryImport(Library)] internal static partial int st_set_requires_grad(Tensor t, int on);
    [LibraryImport(Library)] internal static partial int st_is_leaf(Tensor t, out int result);
    [LibraryImport(Library)] internal static partial int st_retain_grad(Tensor t);
    [LibraryImport(Library)] internal static partial int st_grad(Tensor t, out Tensor? result);
    [LibraryImport(Library)] internal static partial int st_set_grad(Tensor t, [MarshalUsing(typeof(OptionalTensor))] Tensor? grad);
    [LibraryImport(Library)] internal static partial int st_detach(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_detach_(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_backward(nint* tensors, int count, nint* grads, int gradCount, int retain, int create, nint* inputs, int inputCount);
    [LibraryImport(Library)] internal static partial int st_autograd_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retain, int create, int allowUnused, out nint* result, out int resultCount);
    [LibraryImport(Library)] internal static partial int st_grad_enabled();
    [LibraryImport(Library)] internal static partial void st_set_grad_enabled(int on);
    [LibraryImport(Library)] internal static partial int st_inference_enter(int on, out nint guard);
    [LibraryImport(Library)] internal static partial void st_inference_leave(nint guard);
}
