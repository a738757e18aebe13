namespace Solar.Research.Tests.Tuning;

/// <summary>The count of living tensors is the process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(TrainerLeakTests), DisableParallelization = true)]
[Collection(nameof(TrainerLeakTests))]
public class TrainerLeakTests
{
    [Fact]
    public void A_run_leaves_no_tensor_behind()
    {
        using var model = TinyTraining.Model();
        TinyTraining.Trainer(model, TinyTraining.Recipe with { Steps = 2 }).Run();
        var before = LivingTensors.Count();

        TinyTraining.Trainer(model, TinyTraining.Recipe with { Steps = 30 }).Run();

        Assert.Equal(before, LivingTensors.Count());
    }
}
