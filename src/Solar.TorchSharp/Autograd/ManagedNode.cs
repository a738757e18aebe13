using System.Runtime.InteropServices;
using System.Threading;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

/// <summary>Hangs a managed backward pass into the native graph. The graph owns it: when the last tensor that needs it goes, it is released.</summary>
internal sealed unsafe class ManagedNode : IDisposable
{
    private static long live;

    private readonly autograd.AutogradContext context;
    private readonly Func<List<Tensor>, List<Tensor?>> backward;
    private nint handle;

    internal ManagedNode(string name, autograd.AutogradContext context, Tensor[] inputs, Func<List<Tensor>, List<Tensor?>> backward)
    {
        this.context = context;
        this.backward = backward;
        using var list = new TensorList(inputs);
        var self = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        Interlocked.Increment(ref live);
        fixed (nint* edges = list.Handles)
        {
            // From here on it is the node that frees the handle, also when the call fails.
            Native.Check(Native.st_node_new(self, &Backward, &Release, name, edges, list.Count, out handle));
        }

        context.Node = Native.st_node_get(handle);
    }

    /// <summary>How many managed backward passes are reachable from native graphs at this moment.</summary>
    internal static long Live => Interlocked.Read(ref live);

    /// <summary>The result that has this node as its history.</summary>
    internal Tensor Output(Tensor output, bool differentiable) =>
        Native.Made(Native.st_node_set_output(handle, output, differentiable ? 1 : 0, out var result), result);

    /// <summary>Saves what the forward pass asked for; an output is saved as the result it became.</summary>
    internal void Save(List<Tensor> outputs, List<Tensor> results)
    {
        var tensors = context.ToSave.Select(tensor => outputs.IndexOf(tensor) is >= 0 and var i ? results[i] : tensor);
        using var list = new TensorList([.. tensors]);
        fixed (nint* saved = list.Handles)
            Native.Check(Native.st_node_save(handle, saved, list.Count, context.MaterializeGrads ? 1 : 0));
    }

    /// <summary>Gives up this side's share in the node; the graph's remains.</summary>
    public void Dispose()
    {
        if (handle != 0)
            Native.st_node_free(handle);
        handle = 0;
    }

    [UnmanagedCallersOnly]
    private static int Backward(nint self, nint* grads, int outputs, nint* results, int inputs)
    {
        // No exception may pass into native code, whatever it is: this is the one place that catches them all.
#pragma warning disable CA1031
        try
        {
            var node = (ManagedNode)GCHandle.FromIntPtr(self).Target!;
            using var scope = NewDisposeScope(); // what the backward pass makes along the way goes with it
            List<Tensor> given = [];
            for (var i = 0; i < outputs; i++)
                given.Add(grads[i] == 0 ? null! : new Tensor(Native.Made(Native.st_alias_borrowed(grads[i], out var grad), grad)));
            var made = node.backward(given);
            for (var i = 0; i < inputs; i++)
                results[i] = made[i] is { } grad ? Native.Made(Native.st_alias(grad, out nint owned), owned) : 0;
            return 0;
        }
        catch (Exception error)
        {
            Native.st_node_error($"{error.GetType().Name} in a managed backward pass: {error.Message}");
            return 1;
        }
#pragma warning restore CA1031
    }

    [UnmanagedCallersOnly]
    private static void Release(nint self)
    {
        var managed = GCHandle.FromIntPtr(self);
        ((ManagedNode)managed.Target!).context.Node = 0;
        managed.Free();
        Interlocked.Decrement(ref live);
    }
}
