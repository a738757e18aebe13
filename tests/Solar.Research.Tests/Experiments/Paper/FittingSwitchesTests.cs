using Solar.Research.Experiments.Paper;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments.Paper;

public class FittingSwitchesTests
{
    [Fact]
    public void One_switch_is_named_where_one_is_enough()
    {
        // Shipped switches but for the state: 2 + 2 + 8 = 12·N = 128.8 GB; in bfloat16 8·N = 85.9 GB, too much still; in 8 bits 64.7 GB.
        var misfit = Of(new() { OptimizerState = StatePrecision.Float32 }, "sft-v1");
        Assert.Equal(["optimizer_state int8"], misfit.Fewest!.Changes);
        Assert.Contains(misfit.Single, one => one.Changes[0] == "optimizer_state bfloat16" && one.Memory.Bytes > GpuKind.H100.MemoryBytes);
        Assert.Contains(misfit.Single, one => one.Changes[0] == "lora_rank 16" && one.Memory.Bytes < 40e9);
    }

    [Fact]
    public void The_memory_after_a_switch_is_that_of_a_plan_with_it()
    {
        var misfit = Of(PaperShapes.Lavish, "sft-v1");
        Assert.NotEmpty(misfit.Single);
        foreach (var one in misfit.Single.Append(misfit.Fewest!))
            Assert.Equal(PaperShapes.Plan(one.Switches).Stage("sft-v1").Memory.Bytes, one.Memory.Bytes);
    }

    [Fact]
    public void A_switch_that_saves_nothing_is_not_proposed()
    {
        var misfit = Of(PaperShapes.Lavish, "sft-v1");
        Assert.All(misfit.Single, one => Assert.True(one.Memory.Bytes < misfit.Bytes));
        Assert.DoesNotContain(misfit.Single, one => one.Changes[0] == "optimizer_state float32");
    }

    [Fact]
    public void Pretraining_is_offered_no_adapters() =>
        Assert.DoesNotContain(Of(PaperShapes.Lavish, "up-scaled").Single, one => one.Switches.LoraRank is not null);

    [Fact]
    public void Where_nothing_fits_it_says_so()
    {
        // 23 GiB hold the model alone, 21.46 GB, and nothing that trains it.
        var plan = PaperShapes.Plan(gpu: GpuKind.Of("rtx4090"));
        Assert.All(plan.Misfits, misfit => Assert.Null(misfit.Fewest));
        Assert.Contains("no switch makes it fit", PaperPlanText.Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_names_the_stage_the_memory_and_the_switch()
    {
        var plan = PaperShapes.Plan(new() { OptimizerState = StatePrecision.Float32 });
        var ready = plan with { Stages = [.. plan.Stages.Select(stage => stage with { Inputs = [] })] };
        Assert.Contains("up-scaled takes", ready.Obstacle(), StringComparison.Ordinal);
        Assert.Contains("it would fit with optimizer_state int8", ready.Obstacle(), StringComparison.Ordinal);
    }

    private static Misfit Of(MemorySwitches switches, string stage) => PaperShapes.Plan(switches).Misfits.Single(misfit => misfit.Stages.Contains(stage));
}
