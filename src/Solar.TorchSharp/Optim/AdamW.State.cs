using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>Steps taken, and the running means of the gradient and of its square.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public torch.Tensor exp_avg = null!;
        public torch.Tensor exp_avg_sq = null!;
        public torch.Tensor? max_exp_avg_sq;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        internal void Step(torch.Tensor grad, Options options)
        {
            step++;
            Check(st_optim_adamw(
                Owner,
                grad,
                exp_avg,
                exp_avg_sq,
                max_exp_avg_sq,
                step,
                options.LearningRate!.Value,
                options.beta1!.Value,
                options.beta2!.Value,
                options.eps!.Value,
                options.weight_decay!.Value));
        }

        public override void Initialize(OptimizerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            Dispose();
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = ((Options)options).amsgrad!.Value ? Zeros() : null;
        }

        private torch.Tensor Zeros()
        {
            using var untracked = torch.no_grad();
            return torch.zeros_like(Owner).DetachFromDisposeScope();
        }

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        public override void to(torch.Device device)
        {
            exp_avg = Moved(exp_avg);
            exp_avg_sq = Moved(exp_avg_sq);
            max_exp_avg_sq = max_exp_avg_sq is null ? null : Moved(max_exp_avg_sq);

            torch.Tensor Moved(torch.Tensor tensor)
            {
                var moved = tensor.to(device).DetachFromDisposeScope();
                if (!ReferenceEquals(moved, tensor))
                    tensor.Dispose();
                return moved;
            }
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var from = (State)source;
            Dispose();
            step = from.step;
            exp_avg = Copy(from.exp_avg);
            exp_avg_sq = Copy(from.exp_avg_sq);
            max_exp_avg_sq = from.max_exp_avg_sq is null ? null : Copy(from.max_exp_avg_sq);

            torch.Tensor Copy(torch.Tensor tensor) => tensor.to(Owner.device, copy: true).DetachFromDisposeScope();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(step);
            TensorStream.Write(writer, exp_avg);
            TensorStream.Write(writer, exp_avg_sq);
            writer.Write(max_exp_avg_sq is not null);
            if (max_exp_avg_sq is not null)
                TensorStream.Write(writer, max_exp_avg_sq);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            step = reader.ReadInt64();
            TensorStream.Read(reader, exp_avg);
            TensorStream.Read(reader, exp_avg_sq);
            if (reader.ReadBoolean())
            {
                max_exp_avg_sq ??= Zeros();
                TensorStream.Read(reader, max_exp_avg_sq);
            }
            else
            {
                max_exp_avg_sq?.Dispose();
                max_exp_avg_sq = null;
            }
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && step == state.step
            && exp_avg.allclose(state.exp_avg)
            && exp_avg_sq.allclose(state.exp_avg_sq)
            && (max_exp_avg_sq is null || (state.max_exp_avg_sq is not null && max_exp_avg_sq.allclose(state.max_exp_avg_sq)));
    }
}
