using Solar.Research.Checkpoints;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Paper;
using Solar.Research.Model;

namespace Solar.Research.Tests.Experiments.Paper;

public class PaperPlanTests
{
    // 6·N' of SOLAR: N' = 10,731,524,096 − (2·48 + 1)·4096 norms − 32,000·4096 embedding = 10,600,054,784; times 6 = 63,600,328,704.
    private const double Matrices = 63_600_328_704;

    // Attention: 12·L·A·D = 12·48·32·128 = 2,359,296 for every key that a token sees, (T + 1)/2 on average.
    private const double EachKey = 2_359_296;

    [Fact]
    public void The_graph_is_the_papers()
    {
        string[] models = [.. ModelName.All];
        Assert.Equal(
            ["base", "dus", .. models[1..], .. models.Select(model => "h6-" + model), "contamination"],
            PaperShapes.Plan().Stages.Select(stage => stage.Name));
        Assert.Equal(
            ["sft-v3", "ultrafeedback_cleaned", "synth_math_alignment"],
            PaperShapes.Plan().Stage("cand-1").Inputs.Select(input => input.Name));
        Assert.Equal(["sft-v3+v4", "ultrafeedback_cleaned", "synth_math_alignment"], PaperShapes.Plan().Stage("dpo-v3").Inputs.Select(input => input.Name));
        Assert.Equal(["cand-1", "cand-2"], PaperShapes.Plan().Stage("merge-v4").Inputs.Select(input => input.Name));
        Assert.Equal(["merge-v1", "up-scaled", "data.benchmarks"], PaperShapes.Plan().Stage("contamination").Inputs.Select(input => input.Name));
    }

    [Fact]
    public void A_stage_reads_only_what_stands_before_it()
    {
        var before = new HashSet<string>();
        foreach (var stage in PaperShapes.Plan().Stages)
        {
            Assert.All(stage.Inputs.Where(input => input.State == InputState.FromStage), input => Assert.Contains(input.Name, before));
            before.Add(stage.Name);
        }
    }

    [Fact]
    public void Weights_and_bytes_on_the_disk_are_those_of_the_checkpoints()
    {
        var plan = PaperShapes.Plan();
        Assert.Equal(PaperShapes.Mistral, plan.Stage("base").Weights);
        Assert.Equal(PaperShapes.Solar, plan.Stage("dus").Weights);

        // bfloat16: 2 · 7,241,732,096 and 2 · 10,731,524,096; and what the writer of checkpoints adds up tensor by tensor.
        Assert.Equal(14_483_464_192, plan.Stage("base").DiskBytes);
        Assert.Equal(21_463_048_192, plan.Stage("dus").DiskBytes);
        Assert.Equal(RandomDecoder.BytesOf(PaperShapes.Recipe.Base, StoredType.BF16), plan.Stage("base").DiskBytes);
        Assert.Equal(RandomDecoder.BytesOf(PaperShapes.Recipe.UpScaled, StoredType.BF16), plan.Stage("merge-v1").DiskBytes);

        // dus, up-scaled, four SFT, v3 + v4, DPO v1, v2, v1 + v2, v3, two candidates, four merges: 17 folders of 21.46 GB. The base is there before.
        Assert.Equal(17 * 21_463_048_192, plan.DiskBytes);
    }

    [Fact]
    public void A_training_stage_keeps_two_trainers_states_while_the_newer_replaces_the_older()
    {
        // The model 2·N, the weights that are updated 2·N (there are no others), both moments 2·(1 + 4/256)·N = 2.03125·N: 6.03125·N, twice.
        Assert.Equal(2 * 6.03125 * PaperShapes.Solar, PaperShapes.Plan().Stage("up-scaled").DiskBytesWhileRunning);

        // In float32: 2 + 4 + 8 = 14·N.
        Assert.Equal(2 * 14.0 * PaperShapes.Solar, PaperShapes.Plan(PaperShapes.Lavish).Stage("up-scaled").DiskBytesWhileRunning);
    }

    [Fact]
    public void Continued_pretraining_worked_by_hand()
    {
        // 1000 steps of 256 rows of 4096 tokens: 1,048,576,000 tokens. T = 4096: 2048.5 keys.
        // One token: 63,600,328,704 + 2,359,296 · 2048.5 = 63,600,328,704 + 4,833,017,856 = 68,433,346,560.
        var stage = PaperShapes.Plan().Stage("up-scaled");
        Assert.Equal(1_048_576_000, stage.Tokens);
        Assert.Equal(1_048_576_000 * 68_433_346_560.0, stage.Flops);

        // 7.1757e19 · 4/3 (gradient checkpointing) / (989e12 · 0.4) / 3600 = 67.18 hours.
        Close.Assert(1_048_576_000 * 68_433_346_560.0 * 4 / 3 / (989e12 * 0.4) / 3600, stage.Hours, Tolerance.Float64);
        Assert.Equal(67, (int)stage.Hours);
    }

    [Fact]
    public void Sft_v1_worked_by_hand()
    {
        // 52,000 examples of 200 tokens: 10,400,000, in rows of 2048 5079. Three epochs of 16 rows a step: 5079 · 3 / 16 = 952.3, so 952 steps
        // of 32,768 tokens: 31,195,136. A token: 63,600,328,704 + 2,359,296 · 1024.5 = 66,017,427,456.
        var stage = PaperShapes.Plan().Stage("sft-v1");
        Assert.Equal(952, stage.Steps);
        Assert.Equal(31_195_136 * 66_017_427_456.0, stage.Flops);
        Assert.Equal(Matrices + (EachKey * 1024.5), stage.Flops / stage.Tokens);
    }

    [Fact]
    public void Sft_v3_learns_from_table_1s_amounts()
    {
        // 52,000 · 200 + 100,000 · 500 + 52,000 · 300 = 76,000,000 tokens, 37,110 rows, 6958 steps.
        Assert.Equal(6958, PaperShapes.Plan().Stage("sft-v3").Steps);
    }

    [Fact]
    public void Dpo_v1_worked_by_hand_with_its_reference()
    {
        // 60,800 pairs, 3 epochs of 64: 2850 steps. A pair is two texts of 500 tokens. A token at T = 1024: 63,600,328,704 + 2,359,296 · 512.5 = 64,809,467,904.
        // Learning: 2850 · 64 · 1000 = 182,400,000 tokens; the reference reads 60,800,000 once, forward alone: a third.
        var stage = PaperShapes.Plan().Stage("dpo-v1");
        Assert.Equal(2850, stage.Steps);
        Assert.Equal(182_400_000 + 60_800_000, stage.Tokens);
        Close.Assert((182_400_000 * 64_809_467_904.0) + (60_800_000 * 64_809_467_904.0 / 3), stage.Flops, Tolerance.Float64);
    }

    [Fact]
    public void Adapters_cost_four_operations_for_each_weight_that_stays()
    {
        // r = 16: n = 16 · 81,920 · 48 = 62,914,560. 4·N' + 6·n + attention instead of 6·N' + attention.
        var lora = new MemorySwitches { LoraRank = 16 }.Lora!;
        var expected = (Matrices * 4 / 6) + (6 * 62_914_560.0) + (EachKey * 512.5);
        Close.Assert(1000 * expected, PaperFlops.OfTraining(PaperShapes.Recipe.UpScaled, 1024, 1000, lora), Tolerance.Float64);
    }

    [Fact]
    public void H6_worked_by_hand()
    {
        // 1172·1050 + 10,042·1100 + 14,042·150 + 817·150 + 1267·200 + 1319·(950 + 150) = 1,230,600 + 11,046,200 + 2,106,300 + 122,550 + 253,400 + 1,450,900.
        var stage = PaperShapes.Plan().Stage("h6-up-scaled");
        Assert.Equal(16_209_950, stage.Tokens);
        Close.Assert(16_209_950 * (Matrices + (EachKey * 603.5)) / 3, stage.Flops, Tolerance.Float64);

        // Besides reading, 1319 · 150 tokens, 13 answers together (16,384 / 1206): 15,219.2 times 21.46 GB at 3.35 TB/s, 97.5 s.
        Close.Assert(((stage.Flops / (989e12 * 0.4)) + (1319 * 150 / 13.0 * 21_463_048_192 / 3.35e12)) / 3600, stage.Hours, Tolerance.Float64);
    }

    [Fact]
    public void The_shipped_switches_fit_one_gpu_of_80_gb_and_float32_states_do_not()
    {
        Assert.Empty(PaperShapes.Plan().Misfits);
        Assert.Empty(PaperPlan.Of(PaperShapes.Recipe, null, new(GpuKind.H100)).Misfits);

        var lavish = PaperShapes.Plan(PaperShapes.Lavish);
        Assert.Equal(10, lavish.Misfits.Sum(misfit => misfit.Stages.Count)); // continued pre-training, four SFT, three DPO, two candidates
        Assert.All(lavish.Misfits, misfit => Assert.True(misfit.Fewest!.Memory.Bytes <= GpuKind.H100.MemoryBytes));
    }

    [Fact]
    public void Without_settings_everything_from_outside_is_missing_and_the_start_is_refused()
    {
        var plan = PaperShapes.Plan();
        Assert.Equal(
            ["models.base", "data.documents", "alpaca_gpt4", "openorca", "synth_math_instruct", "ultrafeedback_cleaned", "synth_math_alignment", "data.benchmarks"],
            plan.Absent.Select(input => input.Name));
        Assert.Contains("models.base is missing", plan.Obstacle(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_up_scaled_model_from_outside_takes_the_place_of_the_stages_before_it()
    {
        var plan = PaperShapes.Plan(settings: new() { Models = new() { UpScaled = "somewhere" } });
        Assert.Equal("up-scaled", plan.Stages[0].Name);
        Assert.DoesNotContain(plan.Stages, stage => stage.Name is "base" or "dus" or "h6-base");
        Assert.DoesNotContain(plan.Absent, input => input.Name is "models.base" or "data.documents");
    }

    [Fact]
    public void The_text_has_a_line_for_every_stage_and_the_formula_of_every_kind_of_memory()
    {
        var plan = PaperShapes.Plan(PaperShapes.Lavish);
        var text = PaperPlanText.Of(plan);
        var lines = text.Split('\n');
        Assert.All(plan.Stages, stage => Assert.Single(lines, line => line.StartsWith(stage.Name + " ", StringComparison.Ordinal)));
        Assert.Contains("10,731,524,096", text, StringComparison.Ordinal);
        Assert.Contains("(4 + 8)·N", text, StringComparison.Ordinal);
        Assert.Contains("openorca MISSING", text, StringComparison.Ordinal);
        Assert.Contains("Does not fit: sft-v1, sft-v2, sft-v3, sft-v4", text, StringComparison.Ordinal);
        Assert.Contains("with gradient_checkpointing true", text, StringComparison.Ordinal);
        Assert.Contains("fewest changes that make it fit", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_does_not_divide_into_micro_batches_is_refused() =>
        Assert.Contains("does not divide into micro-batches of 3", Assert.Throws<ArgumentException>(() => PaperShapes.Plan(new() { RowsPerMicroBatch = 3 })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_recipe_whose_plan_makes_another_depth_is_refused() =>
        Assert.Contains("makes 46 layers", Assert.Throws<ArgumentException>(() => (PaperShapes.Recipe with { Plan = "0-22,9-31" }).Validate()).Message, StringComparison.Ordinal);
}
