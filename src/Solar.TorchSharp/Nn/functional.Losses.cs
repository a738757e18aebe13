using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of the single elements.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Made(st_nn_cross_entropy(input, target, weight, ignore_index, (long)reduction, label_smoothing, out var result), result);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Made(st_nn_nll_loss(input, target, weight, (long)reduction, out var result), result);

            /// <summary>Σ target (log target − input), with <paramref name="input"/> a logarithm and, by default, the target one too.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Made(st_nn_kl_div(input, target, log_target ? 1 : 0, (long)reduction, out var result), result);
        }
    }
}
