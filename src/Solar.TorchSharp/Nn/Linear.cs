using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x Wᵀ + b, with W [out, in].</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias)
                : base(nameof(Linear))
            {
                in_features = weight.shape[1];
                out_features = weight.shape[0];
                this.weight = weight;
                this.bias = bias;
            }

            public long in_features { get; set; }

            public long out_features { get; set; }

            public Parameter weight
            {
                get => get_parameter(nameof(weight))!;
                set => Own(nameof(weight), value ?? throw new ArgumentNullException(nameof(value)));
            }

            public Parameter? bias
            {
                get => get_parameter(nameof(bias));
                set => Own(nameof(bias), value);
            }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);

            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <remarks>Both tensors are drawn from U(−1/√in, 1/√in).</remarks>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                var weight = new Parameter(empty(outputSize, inputSize, dtype, device));
                init.uniform_(weight, -bound, bound);
                Parameter? bias = null;
                if (hasBias)
                {
                    bias = new Parameter(empty(outputSize, dtype, device));
                    init.uniform_(bias, -bound, bound);
                }

                return new Linear(weight, bias);
            }

            public static Linear Linear(Parameter weight, Parameter? bias = null)
            {
                ArgumentNullException.ThrowIfNull(weight);
                return new Linear(weight, bias);
            }
        }
    }
}
