using Solar.Research.Plots;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Tests.Plots;

/// <summary>One figure of every kind, of made-up numbers: what the other tests of figures draw.</summary>
internal static class FigureGallery
{
    private static readonly int[] Tokens = [.. Enumerable.Range(0, 15).Select(i => 10_000 * i)];
    private static readonly string[] Tasks = ["ARC", "HellaSwag", "MMLU", "TruthfulQA", "WinoGrande", "GSM8K"];

    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["line-band"] = LineWithBand(),
        ["line-log"] = LogAxes(),
        ["line-shapes"] = Shapes(),
        ["line-many"] = Long(),
        ["scatter"] = Scatter(),
        ["scatter-many"] = Cloud(),
        ["dots"] = Dots(),
        ["bars"] = Bars(),
        ["bars-long-names"] = BarsWithLongNames(),
        ["box"] = Boxes(),
        ["histogram"] = Histogram(),
        ["heat-map"] = HeatMap(),
        ["heat-map-differences"] = Differences(),
        ["heat-map-many"] = LargeHeatMap(),
        ["grid"] = Grid(),
        ["grid-heat"] = Figure.Grid("Two layers attend differently", [HeatMap() with { Title = "layer 1" }, LargeHeatMap()]),
    };

    private static double[] Decay(double from, double to, double speed, int seed)
    {
        var random = new Random(seed);
        return [.. Tokens.Select(x => to + ((from - to) * Math.Exp(-x / speed)) + (0.02 * (random.NextDouble() - 0.5)))];
    }

    private static IEnumerable<double[]> Seeds(double from, double to, double speed) => Enumerable.Range(1, 3).Select(seed => Decay(from + (0.03 * seed), to, speed, seed));

    private static Figure LineWithBand() => Figure
        .Of("The up-scaled model is back at the base's loss after 8 % of the tokens", x: "tokens", y: "validation loss, nats", subtitle: "mean (thick), 95 % interval (band) and 3 seeds (thin)")
        .Runs("depth up-scaled", Tokens, Seeds(4.9, 4.55, 30_000))
        .Runs("naive 2x", Tokens, Seeds(5.1, 4.6, 60_000))
        .Line("with a gap", Tokens, Tokens.Select((_, i) => i is 5 or 6 ? double.NaN : 4.8))
        .HorizontalLine(4.7, "the base")
        .ShadeX(0, 20_000, "warm-up")
        .Note("the jump right after growth", 0, 5.14);

    private static Figure LogAxes() => Figure
        .Of("Loss falls as a power of compute", x: "floating-point operations", y: "loss, nats")
        .Line("fit", Enumerable.Range(9, 9).Select(i => Math.Pow(10, i)), Enumerable.Range(9, 9).Select(i => 60 * Math.Pow(Math.Pow(10, i), -0.1)))
        .Scatter("runs", new[] { 3e9, 4e11, 6e14, 9e16 }, new[] { 7.1, 4.2, 1.9, 1.3 }, yInterval: ([6.1, 3.9, 1.7, 1.1], [8.3, 4.6, 2.2, 1.5]))
        .LogX().LogY()
        .VerticalLine(1e13, "the budget")
        .Note("lab scale", 6e14, 1.9);

    private static Figure Shapes() => Figure
        .Of("A schedule in steps, and what is left", x: "step", y: "share")
        .Line("learning rate", new[] { 0, 20, 40, 60, 80 }, new[] { 1, 0.5, 0.25, 0.1, 0.1 }, shape: LineShape.Step)
        .Line("data left", new[] { 0, 20, 40, 60, 80 }, new[] { 0.8, 0.6, 0.4, 0.2, 0.05 }, shape: LineShape.Area)
        .ShadeY(0.4, 0.6, "what we aim at");

    private static Figure Long()
    {
        var steps = Enumerable.Range(0, 50_000).ToList();
        var random = new Random(7);
        return Figure.Of("Every training step of a long run", x: "step", y: "training loss, nats")
            .Line("loss", steps, steps.Select(step => 4 + (4 * Math.Exp(-step / 6000.0)) + (random.NextDouble() - 0.5) + (step == 31_234 ? 3 : 0)))
            .Note("one bad batch", 31_234, 7.02);
    }

    private static Figure Scatter() => Figure
        .Of("Larger models lose less at the seam", x: "weights", y: "jump, nats")
        .Scatter("depth up-scaled", new[] { 1.2e6, 2.6e6, 5.1e6, 9.8e6 }, new[] { 0.12, 0.071, 0.055, 0.05 }, yInterval: ([0.1, 0.04, 0.04, 0.045], [0.14, 0.1, 0.07, 0.055]), labels: ["6 layers", "8 layers", "10 layers", "12 layers"])
        .Scatter("naive 2x", new[] { 1.2e6, 2.6e6, 5.1e6, 9.8e6 }, new[] { 0.18, 0.113, 0.09, 0.1 });

    private static Figure Cloud()
    {
        var random = new Random(3);
        double Bell() => Enumerable.Range(0, 6).Sum(_ => random.NextDouble()) - 3;
        var x = Enumerable.Range(0, 20_000).Select(_ => Bell()).ToList();
        return Figure.Of("Chosen answers are more likely than rejected ones", x: "log-probability, rejected", y: "log-probability, chosen")
            .Scatter("pairs", x, x.Select(value => 0.3 + (0.7 * value) + (0.4 * Bell())));
    }

    private static Figure Dots() => Figure
        .Of("Four of six claims hold at this scale", x: "effect, nats", y: "")
        .Dots("3 seeds", ["the loss jumps right after growth", "it recovers fast", "m layers dropped beat naive stacking", "ahead of a model from scratch"], [0.071, 0.02, 0.0045, 0.145], ([0.037, 0.007, 0.002, 0.12], [0.105, 0.032, 0.007, 0.17]))
        .VerticalLine(0, "no effect");

    private static Figure Bars() => Figure
        .Of("Math instructions raise GSM8K and little else", x: "", y: "score")
        .Bars("SFT v2", Tasks, [0.62, 0.81, 0.63, 0.52, 0.79, 0.31], Around([0.62, 0.81, 0.63, 0.52, 0.79, 0.31], 0.03))
        .Bars("SFT v3", Tasks, [0.63, 0.82, 0.62, 0.53, 0.78, 0.55], Around([0.63, 0.82, 0.62, 0.53, 0.78, 0.55], 0.03))
        .Bars("SFT v3 + v4", Tasks, [0.64, 0.82, 0.64, 0.55, 0.8, 0.57], Around([0.64, 0.82, 0.64, 0.55, 0.8, 0.57], 0.03))
        .HorizontalLine(0.25, "chance");

    private static Figure BarsWithLongNames() => Figure
        .Of("What each way of growing costs", x: "way of growing", y: "jump, nats")
        .Bars("jump", ["DUS, m = 2, 12 layers", "naive-stacking-twice, 16 layers", "interleaved", "identity-blocks-inserted", "of the base itself, 8 layers", "a-very-long-word-indeed", "from scratch"], [0.071, 0.113, 0.09, 0, -0.01, 0.02, 0.05]);

    private static Figure Boxes()
    {
        var random = new Random(11);
        double[] Values(double middle, double width) => [.. Enumerable.Range(0, 60).Select(i => middle + (width * (random.NextDouble() + random.NextDouble() - 1)) + (i == 0 ? 2.2 * width : 0))];
        return Figure.Of("Answers grow longer with alignment", x: "model", y: "tokens in an answer")
            .Box("base", Values(40, 20)).Box("SFT", Values(60, 25)).Box("DPO", Values(85, 30)).Box("merged", Values(80, 10));
    }

    private static Figure Histogram()
    {
        var random = new Random(5);
        double[] Values(double middle) => [.. Enumerable.Range(0, 400).Select(_ => middle + Enumerable.Range(0, 5).Sum(_ => random.NextDouble() - 0.5))];
        return Figure.Of("Rewards of chosen and rejected answers part", x: "reward", y: "answers")
            .Histogram("rejected", Values(-0.6)).Histogram("chosen", Values(0.5)).VerticalLine(0, "no preference");
    }

    private static Figure HeatMap()
    {
        var values = new double[4, 6];
        for (var i = 0; i < 24; i++)
            values[i / 6, i % 6] = Math.Round(0.3 + (0.5 * Math.Sin(i)), 3);
        values[2, 3] = double.NaN;
        return Figure.Of("Every model is weakest at mathematics", x: "", y: "").HeatMap(values, "score", Tasks, ["base", "SFT", "DPO", "merged"]);
    }

    private static Figure Differences()
    {
        var values = new double[3, 6];
        for (var i = 0; i < 18; i++)
            values[i / 6, i % 6] = Math.Round(6 * Math.Cos(1.3 * i), 1);
        return Figure.Of("Alignment wins truthfulness and loses mathematics", x: "task", y: "model").HeatMap(values, "points against the base", Tasks, ["SFT", "DPO", "merged"], centre: 0);
    }

    private static Figure LargeHeatMap()
    {
        var values = new double[48, 48];
        for (var i = 0; i < 48; i++)
        {
            for (var j = 0; j < 48; j++)
                values[i, j] = Math.Exp(-Math.Abs(i - j) / 6.0) + (Math.Abs(i - j) == 16 ? 0.6 : 0);
        }

        return Figure.Of("Copied layers stay alike", x: "layer", y: "layer").HeatMap(values, "cosine");
    }

    private static Figure Grid() => Figure.Grid(
        "The same, whatever it is measured against",
        Enumerable.Range(0, 6).Select(i => Figure.Of($"m = {i}", x: "tokens", y: "loss, nats").Runs("depth up-scaled", Tokens, Seeds(4.9 + (0.05 * i), 4.55, 30_000)).Runs("naive 2x", Tokens, Seeds(5.1, 4.6, 60_000)).HorizontalLine(4.7, "the base")),
        columns: 3, shareX: true, shareY: true, subtitle: "three seeds each");

    private static (double[] Low, double[] High) Around(double[] values, double by) => ([.. values.Select(value => value - by)], [.. values.Select(value => value + by)]);
}
