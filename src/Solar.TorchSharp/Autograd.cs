using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static void backward(Tensor tensor, Tensor? grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensor is null ? null : [grad_tensor], retain_graph, create_graph, inputs);

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using var of = new TensorList(tensors);
            using var with = new TensorList(grad_tensors);
            using var into = new TensorList(inputs);
            fixed (nint* o = of.Handles, w = with.Handles, i = into.Handles)
            {
                Check(st_backward(o, of.Count, w, with.Count, Tristate(retain_graph), create_graph ? 1 : 0, i, into.Count));
            }
        }

        /// <summary>The gradients of the outputs' sum in each input; with <paramref name="allow_unused"/>, null for an input that takes no part.</summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using var of = new TensorList(outputs);
            using var @in = new TensorList(inputs);
            using var with = new TensorList(grad_outputs);
            fixed (nint* o = of.Handles, i = @in.Handles, w = with.Handles)
            {
                Check(st_autograd_grad(o, of.Count, i, @in.Count, w, with.Count, Tristate(retain_graph ? true : null), create_graph ? 1 : 0, allow_unused ? 1 : 0, out nint* gradients, out int count));
                return TensorList.Take((nint)gradients, count);
            }
        }

        // Not said: the graph is kept where a second derivative is to be taken.
        private static int Tristate(bool? retain) => retain switch { null => -1, true => 1, false => 0 };
    }
}
