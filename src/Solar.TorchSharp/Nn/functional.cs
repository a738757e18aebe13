using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x Wᵀ + b.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Made(st_nn_linear(input, weights, bias, out var result), result);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Made(st_nn_dropout(input, p, training ? 1 : 0, inplace ? 1 : 0, out var result), result);

            public static unsafe Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                ArgumentNullException.ThrowIfNull(normalized_shape);
                fixed (long* shape = normalized_shape)
                    return Made(st_nn_layer_norm(input, shape, normalized_shape.Length, weight, bias, eps, out var result), result);
            }

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Made(st_nn_softmax(input, dim, (int)(dtype ?? (ScalarType)(-1)), out var result), result);

            public static Tensor log_softmax(Tensor x, long dim) =>
                Made(st_nn_log_softmax(x, dim, out var result), result);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                Made(st_nn_silu(x, inplace ? 1 : 0, out var result), result);

            public static Tensor logsigmoid(Tensor x) => Made(st_nn_logsigmoid(x, out var result), result);

            public static Tensor one_hot(Tensor x, long num_classes = -1) =>
                Made(st_nn_one_hot(x, num_classes, out var result), result);

            /// <summary>softmax(q kᵀ / √D) v over the last two dimensions.</summary>
            /// <param name="attn_mask">true (or 0) where a key may be seen, false (or −∞) where not.</param>
            /// <param name="is_casual">Causal; the spelling is TorchSharp's.</param>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false) =>
                Made(st_nn_attention(query, key, value, attn_mask, p, is_casual ? 1 : 0, out var result), result);
        }
    }
}
