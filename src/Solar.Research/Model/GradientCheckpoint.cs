using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Part of a model whose inner activations are not kept for the backward pass but computed a second time.</summary>
/// <remarks>
/// Chen et al. 2016, "Training deep nets with sublinear memory cost": one extra forward pass, and of each part only its
/// input is kept. The gradients are the same bits, for the same operations run on the same numbers; the state of the CPU's
/// random generator is put back for the second run, so dropout drops the same elements. That of a GPU is not.
/// </remarks>
public static class GradientCheckpoint
{
    /// <summary>part(x), with a gradient for x and for every parameter that <paramref name="part"/> uses.</summary>
    /// <param name="part">A function of x alone: of what else it uses only parameters, which are leaves, get a gradient.</param>
    /// <param name="x">What goes in, of any shape, of a floating-point type.</param>
    public static Tensor Run(Func<Tensor, Tensor> part, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(x);
        if (!is_grad_enabled())
            return part(x);
        if (x.requires_grad)
            return Recomputed.apply(x, part);

        // The parameters inside want their gradients although the input wants none.
        using var input = x.detach().requires_grad_();
        return Recomputed.apply(input, part);
    }

    private sealed class Recomputed : autograd.SingleTensorFunction<Recomputed>
    {
        public override string Name => nameof(GradientCheckpoint);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            var part = (Func<Tensor, Tensor>)vars[1];
            ctx.save_for_backward([x]);
            ctx.save_data("part", part);
            using (var state = random.get_rng_state())
                ctx.save_data("random", state.data<byte>().ToArray());
            return part(x);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var part = (Func<Tensor, Tensor>)ctx.get_data("part")!;
            using var scope = NewDisposeScope();
            using var tracked = enable_grad();
            var x = ctx.get_saved_variables()[0].detach().requires_grad_();
            var now = random.get_rng_state();
            random.set_rng_state(tensor((byte[])ctx.get_data("random")!));
            try
            {
                part(x).backward([grad_output]);
            }
            finally
            {
                random.set_rng_state(now);
            }

            return [x.grad?.MoveToOuterDisposeScope()!, null!];
        }
    }
}
