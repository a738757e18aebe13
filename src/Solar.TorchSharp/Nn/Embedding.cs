using TorchSharp.Modules;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The rows of a table, by number.</summary>
        public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly long _padding;
            private readonly bool _byFrequency;
            private readonly bool _sparse;

            internal Embedding(Parameter weight, long padding, bool byFrequency, bool sparse)
                : base(nameof(Embedding))
            {
                this.weight = weight;
                (_padding, _byFrequency, _sparse) = (padding, byFrequency, sparse);
            }

            public Parameter? weight
            {
                get => get_parameter(nameof(weight));
                set => Own(nameof(weight), value ?? throw new ArgumentNullException(nameof(value)));
            }

            public override torch.Tensor forward(torch.Tensor input) =>
                Made(st_nn_embedding(weight!, input, _padding, _byFrequency ? 1 : 0, _sparse ? 1 : 0, out var result), result);

            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <remarks>The rows are drawn from N(0, 1); that of <paramref name="padding_idx"/> is zero and learns nothing.</remarks>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseBound(max_norm);
                var weight = new Parameter(empty(num_embeddings, embedding_dims, dtype, device));
                init.normal_(weight);
                var padding = Padding(padding_idx, num_embeddings);
                if (padding >= 0)
                {
                    using var untracked = no_grad();
                    using var row = weight.select(0, padding);
                    row.zero_();
                }

                return new Embedding(weight, padding, scale_grad_by_freq, sparse);
            }

            /// <summary>A table that is there already; frozen, it learns nothing.</summary>
            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                ArgumentNullException.ThrowIfNull(embeddings);
                RefuseBound(max_norm);
                var to = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device).detach().alias();
                return new Embedding(new Parameter(to, !freeze), Padding(padding_idx, embeddings.shape[0]), scale_grad_by_freq, sparse);
            }

            private static long Padding(long? index, long rows) => index switch
            {
                null => -1,
                < 0 => rows + index.Value,
                _ => index.Value,
            };

            private static void RefuseBound(double? max_norm)
            {
                if (max_norm is not null)
                    throw new NotSupportedException("Embedding: max_norm is not supported by this provider; leave it null.");
            }
        }
    }
}
