using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

/// <summary>Several tensors held for the length of a call: <c>using var list = new TensorList(tensors); fixed (nint* p = list.Handles) …</c>.</summary>
internal readonly ref struct TensorList
{
    private readonly SafeHandle?[] held;
    private readonly nint[] handles;

    internal TensorList(IEnumerable<Tensor?>? tensors)
    {
        var all = tensors as IReadOnlyList<Tensor?> ?? tensors?.ToArray() ?? [];
        held = new SafeHandle?[all.Count];
        handles = new nint[all.Count];
        try
        {
            for (int i = 0; i < held.Length; i++)
            {
                if (all[i] is not { } tensor) continue;
                held[i] = TensorMarshaller.Borrow(tensor);
                handles[i] = held[i]!.DangerousGetHandle();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal nint[] Handles => handles;

    internal int Count => handles.Length;

    public void Dispose()
    {
        foreach (var handle in held) handle?.DangerousRelease();
    }

    /// <summary>Takes over a list that native code gave out.</summary>
    internal static unsafe Tensor[] Take(nint list, int count)
    {
        var array = (nint*)list;
        var tensors = new Tensor[count];
        for (int i = 0; i < count; i++) tensors[i] = TensorMarshaller.Out.ConvertToManaged(array[i]);
        Native.st_free_array(array);
        return tensors;
    }
}
