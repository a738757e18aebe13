using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Made(st_requires_grad(this, out int on), on) != 0;
            set => Check(st_set_requires_grad(this, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public bool is_leaf => Made(st_is_leaf(this, out int leaf), leaf) != 0;

        /// <summary>The gradient, a new object at each call, or null where there is none.</summary>
        public Tensor? grad
        {
            get => Made(st_grad(this, out Tensor? gradient), gradient);
            set => Check(st_set_grad(this, value));
        }

        public void retain_grad() => Check(st_retain_grad(this));

        public Tensor detach() => Made(st_detach(this, out Tensor free), free);

        public Tensor detach_()
        {
            Made(st_detach_(this, out Tensor same), same).Dispose();
            return this;
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
