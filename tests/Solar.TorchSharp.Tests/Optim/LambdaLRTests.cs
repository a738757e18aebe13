using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Optim;

public sealed class LambdaLRTests
{
    [Fact]
    public void The_rate_is_the_initial_one_times_the_function_of_the_step()
    {
        using var a = nn.Parameter(ones([1]));
        using var b = nn.Parameter(ones([1]));
        using var optimizer = optim.AdamW([new AdamW.ParamGroup([a], lr: 0.5), new AdamW.ParamGroup([b], lr: 2)]);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => (step + 1) / 4.0);
        Assert.Equal([0.125, 0.5], optimizer.ParamGroups.Select(group => group.LearningRate));
        schedule.step();
        Assert.Equal([0.25, 1], optimizer.ParamGroups.Select(group => group.LearningRate));
        schedule.step();
        Assert.Equal([0.375, 1.5], schedule.get_last_lr());
    }
}
