using Solar.Research.Contamination;

namespace Solar.Research.Tests.Contamination;

public sealed class WilsonIntervalTests
{
    // z² = 3.841459. 70 of 100: middle 0.7 + 3.841459/200 = 0.7192073, half 1.959964·√(0.0021 + 3.841459/40000) = 0.0918477,
    // both over 1 + 0.03841459: 0.6041515 and 0.7810511.
    // 1 of 2: middle 0.5 + 3.841459/4 = 1.4603647, half 1.959964·√(0.125 + 3.841459/16) = 1.1842646, over 2.9207294: 0.0945312, 0.9054688.
    // 0 of 10: the upper end is 2·(z²/20) over 1 + z²/10, 0.3841459/1.3841459 = 0.2775328.
    [Theory]
    [InlineData(70, 100, 0.7, 0.6041515, 0.7810511)]
    [InlineData(1, 2, 0.5, 0.0945312, 0.9054688)]
    [InlineData(0, 10, 0, 0, 0.2775328)]
    [InlineData(10, 10, 1, 0.7224672, 1)]
    public void The_interval_is_Wilsons(int successes, int trials, double share, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);
        Close.Assert([share, low, high, trials], [interval.Share, interval.Low, interval.High, interval.Trials], Tolerance.Elementwise);
    }

    [Fact]
    public void More_successes_than_trials_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(3, 2));
}
