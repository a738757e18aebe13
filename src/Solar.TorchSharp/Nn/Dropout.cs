using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>In training, sets each element to zero with probability p and scales the others by 1 / (1 − p).</summary>
        public sealed class Dropout : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Dropout(double p, bool inplace)
                : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            public double p { get; set; }

            public bool inplace { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) =>
                torch.nn.functional.dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
