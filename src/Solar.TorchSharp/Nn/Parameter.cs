using Solar.TorchSharp.Interop;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module learns.</summary>
        public class Parameter : torch.Tensor
        {
            /// <summary>Takes the tensor over: <paramref name="data"/> is empty afterwards, and its dispose scope owns the parameter.</summary>
            public Parameter(torch.Tensor data, bool requires_grad = true)
                : this(
                    (data ?? throw new ArgumentNullException(nameof(data))).OwningDisposeScope,
                    data.requires_grad_(requires_grad).Surrender())
            {
            }

            private Parameter(DisposeScope? owner, TensorHandle handle)
                : base(handle)
            {
                if (ReferenceEquals(owner, OwningDisposeScope))
                    return;
                DetachFromDisposeScope();
                if (owner is not null)
                    OwningDisposeScope = owner.Own(this);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
