using static TorchSharp.torch;

namespace Solar.Research.Tuning.Dpo;

/// <summary>Summed log-probabilities of the two responses of each preference pair.</summary>
/// <param name="Chosen">[B] log π(y_w | x).</param>
/// <param name="Rejected">[B] log π(y_l | x).</param>
public readonly record struct PairLogProbs(Tensor Chosen, Tensor Rejected)
{
    /// <summary>[B] How much more likely the chosen response is.</summary>
    public Tensor Margin => Chosen - Rejected;
}

/// <summary>How many tokens the two responses of each pair have, for the losses that take means over them.</summary>
/// <param name="Chosen">[B] |y_w|.</param>
/// <param name="Rejected">[B] |y_l|.</param>
public readonly record struct PairLengths(Tensor Chosen, Tensor Rejected);

/// <summary>What one batch of preference pairs teaches, and what to log about it.</summary>
/// <param name="Loss">[] The mean loss; the only term with a gradient.</param>
/// <param name="ChosenReward">[B] β·(log π − log π_ref) of the chosen response.</param>
/// <param name="RejectedReward">[B] The same of the rejected response.</param>
public readonly record struct DpoTerms(Tensor Loss, Tensor ChosenReward, Tensor RejectedReward);

/// <summary>Direct preference optimisation, and the losses that grew out of it.</summary>
/// <remarks>Rafailov et al. 2023, eq. 7: −log σ(β·[(log π_w − log π_l) − (log π_ref,w − log π_ref,l)]).</remarks>
public static class DpoLoss
{
    /// <summary>DPO itself.</summary>
    /// <param name="policy">The model being tuned.</param>
    /// <param name="reference">The frozen SFT model; no gradient may reach it.</param>
    /// <param name="beta">How hard the policy is held to the reference.</param>
    public static DpoTerms Of(PairLogProbs policy, PairLogProbs reference, double beta)
    {
        var margin = (policy.Margin - reference.Margin) * beta; // [B]
        return Terms(-nn.functional.logsigmoid(margin), policy, reference, beta);
    }

    /// <summary>Any of the losses.</summary>
    /// <param name="policy">The model being tuned.</param>
    /// <param name="reference">The frozen SFT model; no gradient may reach it.</param>
    /// <param name="lengths">The responses' tokens.</param>
    /// <param name="objective">Which formula, with which constants.</param>
    public static DpoTerms Of(PairLogProbs policy, PairLogProbs reference, PairLengths lengths, DpoObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (beta, eps) = (objective.Beta, objective.LabelSmoothing);
        var (c, r) = (policy.Chosen - reference.Chosen, policy.Rejected - reference.Rejected); // [B]
        var delta = c - r;
        var perToken = (c / lengths.Chosen) - (r / lengths.Rejected);
        Tensor loss = objective.Loss switch
        {
            PreferenceLoss.Sigmoid => -LogSigmoid(beta * delta),
            PreferenceLoss.Conservative => Smoothed(delta),
            PreferenceLoss.Hinge => (1 - (beta * delta)).clamp_min(0),
            PreferenceLoss.Ipo => (delta - (1 / (2 * beta))).square(),
            PreferenceLoss.IpoPerToken => (perToken - (1 / (2 * beta))).square(),
            PreferenceLoss.SigmoidNorm => -LogSigmoid(beta * perToken),
            PreferenceLoss.ExoPair =>
                (Sigmoid(beta * delta) * (LogSigmoid(beta * delta) - Math.Log(1 - eps)))
                + (Sigmoid(-beta * delta) * (LogSigmoid(-beta * delta) - Math.Log(eps))),
            PreferenceLoss.NcaPair => -LogSigmoid(beta * c) - (0.5 * LogSigmoid(-beta * c)) - (0.5 * LogSigmoid(-beta * r)),
            PreferenceLoss.Robust => ((-(1 - eps) * LogSigmoid(beta * delta)) + (eps * LogSigmoid(-beta * delta))) / (1 - (2 * eps)),
            PreferenceLoss.BcoPair => -LogSigmoid(beta * c) - LogSigmoid(-beta * r),
            PreferenceLoss.SppoHard => (c - (1 / (2 * beta))).square() + (r + (1 / (2 * beta))).square(),
            PreferenceLoss.Aot => Smoothed(Sorted(policy.Margin) - Sorted(reference.Margin)),
            PreferenceLoss.AotUnpaired => Smoothed(Sorted(c) - Sorted(r)),
            PreferenceLoss.ApoZero => 1 - Sigmoid(beta * c) + Sigmoid(beta * r),
            PreferenceLoss.ApoDown => Sigmoid(beta * c) + 1 - Sigmoid(beta * delta),
            PreferenceLoss.DiscoPop => DiscoPop(Sigmoid(beta * delta / objective.DiscoPopTemperature)),
            _ => throw new ArgumentOutOfRangeException(nameof(objective), $"No loss of preference pairs is called {objective.Loss}."),
        };
        return Terms(loss, policy, reference, beta);

        Tensor Smoothed(Tensor margin) => (-(1 - eps) * LogSigmoid(beta * margin)) - (eps * LogSigmoid(-beta * margin));
        Tensor DiscoPop(Tensor m) => ((1 - m) * -LogSigmoid(beta * delta)) + (m * (-beta * delta).exp());
    }

    private static DpoTerms Terms(Tensor loss, PairLogProbs policy, PairLogProbs reference, double beta) => new(
        Loss: loss.mean(),
        ChosenReward: ((policy.Chosen - reference.Chosen) * beta).detach(),
        RejectedReward: ((policy.Rejected - reference.Rejected) * beta).detach());

    private static Tensor LogSigmoid(Tensor x) => nn.functional.logsigmoid(x);

    private static Tensor Sigmoid(Tensor x) => x.sigmoid();

    private static Tensor Sorted(Tensor x) => x.sort(0).Item1;
}
