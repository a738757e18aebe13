namespace Solar.Research.Experiments.Instruct;

/// <summary>The models of the paper's tables 2 to 7, by the names that stages, results and claims use.</summary>
public static class ModelName
{
    /// <summary>The base that is grown: Mistral 7B's place.</summary>
    public const string Base = "base";

    /// <summary>The up-scaled base after continued pre-training: SOLAR 10.7B's place.</summary>
    public const string UpScaled = "up-scaled";

    /// <summary>Alpaca-GPT4.</summary>
    public const string SftV1 = "sft-v1";

    /// <summary>Alpaca-GPT4 and OpenOrca.</summary>
    public const string SftV2 = "sft-v2";

    /// <summary>Alpaca-GPT4, OpenOrca and Synth. Math-Instruct.</summary>
    public const string SftV3 = "sft-v3";

    /// <summary>Alpaca-GPT4 and Synth. Math-Instruct.</summary>
    public const string SftV4 = "sft-v4";

    /// <summary>The average of SFT v3 and v4.</summary>
    public const string SftV3V4 = "sft-v3+v4";

    /// <summary>SFT v3, aligned on Ultrafeedback Cleaned.</summary>
    public const string DpoV1 = "dpo-v1";

    /// <summary>SFT v3, aligned on Ultrafeedback Cleaned and Synth. Math-Alignment.</summary>
    public const string DpoV2 = "dpo-v2";

    /// <summary>The average of DPO v1 and v2.</summary>
    public const string DpoV1V2 = "dpo-v1+v2";

    /// <summary>SFT v3+v4, aligned as DPO v2.</summary>
    public const string DpoV3 = "dpo-v3";

    /// <summary>As DPO v2, with slightly different hyper-parameters.</summary>
    public const string Candidate1 = "cand-1";

    /// <summary>As DPO v3, with slightly different hyper-parameters.</summary>
    public const string Candidate2 = "cand-2";

    /// <summary>The average (0.5, 0.5) of both candidates: SOLAR 10.7B-Instruct's place.</summary>
    public const string MergeV1 = "merge-v1";

    /// <summary>The average (0.4, 0.6).</summary>
    public const string MergeV2 = "merge-v2";

    /// <summary>The average (0.6, 0.4).</summary>
    public const string MergeV3 = "merge-v3";

    /// <summary>SLERP of both candidates.</summary>
    public const string MergeV4 = "merge-v4";

    private static readonly (string Name, string Title)[] Titled =
    [
        (Base, "base"), (UpScaled, "up-scaled"), (SftV1, "SFT v1"), (SftV2, "SFT v2"), (SftV3, "SFT v3"), (SftV4, "SFT v4"), (SftV3V4, "SFT v3 + v4"),
        (DpoV1, "DPO v1"), (DpoV2, "DPO v2"), (DpoV1V2, "DPO v1 + v2"), (DpoV3, "DPO v3"), (Candidate1, "Cand. 1"), (Candidate2, "Cand. 2"),
        (MergeV1, "Merge v1"), (MergeV2, "Merge v2"), (MergeV3, "Merge v3"), (MergeV4, "Merge v4"),
    ];

    /// <summary>All models, from the base to the last merge.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Titled.Select(model => model.Name)];

    /// <summary>What the paper, and a figure, calls a model.</summary>
    public static string TitleOf(string model) => Titled.FirstOrDefault(known => known.Name == model).Title
        ?? throw new ArgumentException($"There is no model '{model}'; there are: {string.Join(", ", All)}.", nameof(model));

    /// <summary>The model of the paper in whose place a model stands.</summary>
    public static string InThePaper(string model) => model switch
    {
        Base => "Mistral 7B",
        UpScaled => "SOLAR 10.7B",
        _ => TitleOf(model),
    };
}
