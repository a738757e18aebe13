using Solar.Research.Tuning;

namespace Solar.Research.Tests.Tuning;

public class LearningRateScheduleTests
{
    [Fact]
    public void A_cosine_worked_by_hand()
    {
        // S = 12, W = 4, f = 0.2: 1/4, 2/4, 3/4, 4/4, then p = 1/8 … 8/8.
        // p = 1/2 (step 8): 0.2 + 0.8·(1 + cos π/2)/2 = 0.6;  p = 1/4 (step 6): 0.2 + 0.8·(1 + √½)/2 = 0.4 + 0.2 + 0.4·√½ …
        var schedule = new LearningRateSchedule { Decay = Decay.Cosine, WarmupSteps = 4, FinalFraction = 0.2 };

        Assert.Equal([0.25, 0.5, 0.75, 1], Steps(1, 4));
        Assert.Equal(0.2 + (0.8 * (1 + Math.Sqrt(0.5)) / 2), schedule.FractionAt(6, 12), 12);
        Assert.Equal(0.6, schedule.FractionAt(8, 12), 12);
        Assert.Equal(0.2, schedule.FractionAt(12, 12), 12);

        double[] Steps(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(step => schedule.FractionAt(step, 12))];
    }

    [Fact]
    public void A_line_worked_by_hand()
    {
        // S = 5, W = 1, f = 0: 1, then 1 − 1/4, 1 − 2/4, 1 − 3/4, 0.
        var schedule = new LearningRateSchedule { Decay = Decay.Linear, WarmupSteps = 1, FinalFraction = 0 };

        Assert.Equal([1, 0.75, 0.5, 0.25, 0], Enumerable.Range(1, 5).Select(step => schedule.FractionAt(step, 5)));
    }

    [Fact]
    public void Constant_warms_up_and_stays()
    {
        var schedule = LearningRateSchedule.Constant with { WarmupSteps = 2 };

        Assert.Equal([0.5, 1, 1, 1], Enumerable.Range(1, 4).Select(step => schedule.FractionAt(step, 4)));
    }

    [Theory]
    [InlineData(Decay.Constant)]
    [InlineData(Decay.Linear)]
    [InlineData(Decay.Cosine)]
    public void It_rises_to_the_peak_and_never_rises_again(Decay decay)
    {
        var schedule = new LearningRateSchedule { Decay = decay, WarmupSteps = 17, FinalFraction = decay == Decay.Constant ? 1 : 0.05 };
        var values = Enumerable.Range(1, 100).Select(step => schedule.FractionAt(step, 100)).ToArray();

        Assert.Equal(1, values.Max());
        Assert.Equal(1, values[16]);
        Assert.All(values[..16].Zip(values[1..17]), pair => Assert.True(pair.First < pair.Second));
        Assert.All(values[16..99].Zip(values[17..]), pair => Assert.True(pair.First >= pair.Second));
        Assert.Equal(schedule.FinalFraction, values[^1], 12);
    }

    [Fact]
    public void A_warm_up_as_long_as_the_run_ends_at_the_peak() =>
        Assert.Equal(1, new LearningRateSchedule { WarmupSteps = 10 }.FractionAt(10, 10));

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Steps_count_from_one_to_the_last(int step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule().FractionAt(step, 10));
}
