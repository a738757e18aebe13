using Solar.TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A function whose derivative is written by hand.</summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>What errors and graphs call it.</summary>
            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext context, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext context, List<Tensor> grads);

            private protected static unsafe List<Tensor> Apply(object[] vars)
            {
                ArgumentNullException.ThrowIfNull(vars);
                var context = new AutogradContext();
                Tensor[] inputs = [.. vars.OfType<Tensor>()];
                var tracked = is_grad_enabled() && inputs.Any(input => input.requires_grad);
                List<Tensor> outputs;
                using (no_grad())
                    outputs = Instance.Forward(context, vars);
                if (!tracked)
                    return outputs;

                using var node = new ManagedNode(Instance.Name, context, inputs, grads => OfTensors(vars, Instance.Backward(context, grads)));
                List<Tensor> results = [];
                foreach (var output in outputs)
                    results.Add(node.Output(output, !context.NonDifferentiable.Contains(output, ReferenceEqualityComparer.Instance)));
                node.Save(outputs, results);
                return results;
            }

            /// <summary>The gradients of the tensors among the inputs; one is returned for every input, null for what is no tensor.</summary>
            private static List<Tensor?> OfTensors(object[] vars, List<Tensor> grads)
            {
                while (grads.Count > vars.Length && grads[^1] is null)
                    grads.RemoveAt(grads.Count - 1);
                if (grads.Count != vars.Length)
                    throw new InvalidOperationException($"{Instance.Name}: the backward pass returned {grads.Count} gradients for {vars.Length} inputs.");
                List<Tensor?> ofTensors = [];
                for (var i = 0; i < vars.Length; i++)
                {
                    if (vars[i] is Tensor)
                        ofTensors.Add(grads[i]);
                    else if (grads[i] is not null)
                        throw new InvalidOperationException($"{Instance.Name}: the backward pass returned a gradient for input {i}, which is no tensor.");
                }

                return ofTensors;
            }
        }

        /// <summary>A function of one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => Apply(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <returns>A gradient for each argument of <see cref="forward"/>, null for those that are no tensors.</returns>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => [forward(context, vars)];

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> grads) => backward(context, grads[0]);
        }

        /// <summary>A function of several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => Apply(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => forward(context, vars);

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> grads) => backward(context, grads);
        }
    }
}
