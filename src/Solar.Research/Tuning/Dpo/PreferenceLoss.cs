namespace Solar.Research.Tuning.Dpo;

/// <summary>The losses of preference pairs that are one formula each, under the names by which TRL's users know them.</summary>
/// <remarks>
/// c = log π(chosen) − log π_ref(chosen), r the same of the rejected response, both summed over the response's tokens;
/// Δ = c − r, σ the logistic function, β and ε (label smoothing) of <see cref="DpoObjective"/>, |y| a response's tokens.
/// Formulas as in huggingface/trl at f2cd577, <c>trl/trainer/dpo_trainer.py</c>, which cites the papers named here; two that
/// changed since have both forms. TRL's <c>sft</c> is not here: it is <c>Tuning/Sft</c>. Its <c>kto_pair</c>, which needs a
/// running mean, and the divergences other than reverse KL are not offered.
/// </remarks>
public enum PreferenceLoss
{
    /// <summary>−log σ(βΔ). Rafailov et al. 2023, eq. 7: the paper's DPO.</summary>
    Sigmoid,

    /// <summary>−(1 − ε)·log σ(βΔ) − ε·log σ(−βΔ). Mitchell 2023 (cDPO); <c>sigmoid</c> with label smoothing in TRL 0.7, which later ignores it.</summary>
    Conservative,

    /// <summary>max(0, 1 − βΔ). Zhao et al. 2023 (SLiC).</summary>
    Hinge,

    /// <summary>(Δ − 1/(2β))². Azar et al. 2023 (IPO), eq. 17: summed log-probabilities, as TRL 0.7 had them.</summary>
    Ipo,

    /// <summary>(c/|y_w| − r/|y_l| − 1/(2β))²: <c>ipo</c> of later TRL, a mean for each token.</summary>
    IpoPerToken,

    /// <summary>−log σ(β·(c/|y_w| − r/|y_l|)): TRL's <c>sigmoid_norm</c>, the log-ratios a mean for each token.</summary>
    SigmoidNorm,

    /// <summary>σ(βΔ)·[log σ(βΔ) − log(1 − ε)] + σ(−βΔ)·[log σ(−βΔ) − log ε], ε above 0. Ji et al. 2024 (EXO), eq. 16.</summary>
    ExoPair,

    /// <summary>−log σ(βc) − ½·log σ(−βc) − ½·log σ(−βr). Chen et al. 2024 (NCA).</summary>
    NcaPair,

    /// <summary>[−(1 − ε)·log σ(βΔ) + ε·log σ(−βΔ)] ÷ (1 − 2ε). Chowdhury et al. 2024 (robust DPO).</summary>
    Robust,

    /// <summary>−log σ(βc) − log σ(−βr). Jung et al. 2024 (BCO), without the shift by a running mean.</summary>
    BcoPair,

    /// <summary>(c − 1/(2β))² + (r + 1/(2β))². Wu et al. 2024 (SPPO), with hard labels.</summary>
    SppoHard,

    /// <summary><see cref="Conservative"/>, of the sorted log π(chosen) − log π(rejected) of a batch less the sorted same of the reference. Melnyk et al. 2024 (AOT).</summary>
    Aot,

    /// <summary><see cref="Conservative"/>, of the sorted c of a batch less its sorted r. Melnyk et al. 2024 (AOT).</summary>
    AotUnpaired,

    /// <summary>1 − σ(βc) + σ(βr). D'Oosterlinck et al. 2024 (APO-zero).</summary>
    ApoZero,

    /// <summary>σ(βc) + 1 − σ(βΔ). D'Oosterlinck et al. 2024 (APO-down).</summary>
    ApoDown,

    /// <summary>m = σ(βΔ/τ): −(1 − m)·log σ(βΔ) + m·exp(−βΔ). Lu et al. 2024 (DiscoPOP).</summary>
    DiscoPop,
}
