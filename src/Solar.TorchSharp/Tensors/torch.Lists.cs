using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((IList<Tensor>)tensors, dim);

    public static unsafe Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        using var list = new TensorList(tensors);
        fixed (nint* handles = list.Handles) return Made(st_cat(handles, list.Count, dim, out Tensor made), made);
    }

    public static unsafe Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        using var list = new TensorList(tensors);
        fixed (nint* handles = list.Handles) return Made(st_stack(handles, list.Count, dim, out Tensor made), made);
    }

    public static unsafe Tensor einsum(string equation, params Tensor[] tensors)
    {
        using var list = new TensorList(tensors);
        fixed (nint* handles = list.Handles) return Made(st_einsum(equation, handles, list.Count, out Tensor made), made);
    }

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    internal static Tensor[] split(Tensor tensor, long split_size, long dim = 0) => tensor.split(split_size, (int)dim);
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);
    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);
    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);

    public unsafe partial class Tensor
    {
        public Tensor[] chunk(long chunks, long dim = 0) => TensorList.Take(Made(st_chunk(this, chunks, dim, out nint* list, out int count), (nint)list), count);
        public Tensor[] split(long size, int dim = 0) => TensorList.Take(Made(st_split(this, size, dim, out nint* list, out int count), (nint)list), count);
        public Tensor[] split(long[] sizes, long dim = 0) => TensorList.Take(Made(st_split_sizes(this, sizes, sizes.Length, dim, out nint* list, out int count), (nint)list), count);
        public Tensor[] tensor_split(long size, long dim = 0) => TensorList.Take(Made(st_tensor_split(this, size, dim, out nint* list, out int count), (nint)list), count);
        public Tensor[] unbind(long dimension = 0) => TensorList.Take(Made(st_unbind(this, dimension, out nint* list, out int count), (nint)list), count);
    }
}
