using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

/// <summary>The examples of <c>src/Solar.Research/Plots/README.md</c>, as they stand there; a test compares the two.</summary>
internal static class ReadmeFigures
{
    public static IEnumerable<Figure> All()
    {
        int[] tokens = [0, 10_000, 20_000], depths = [1, 2, 3];
        double[] loss = [4.9, 4.75, 4.68], low = [0.04, 0.03, 0.02], high = [5.0, 4.8, 4.7], weights = [1e6, 1e7, 1e8], jumps = [0.12, 0.07, 0.05];
        double[] before = [0.6, 0.3], beforeLow = [0.55, 0.25], beforeHigh = [0.65, 0.35], after = [0.6, 0.55], lengthsBefore = [40, 50, 60], lengthsAfter = [70, 80, 120];
        double[][] dusSeeds = [[4.9, 4.75, 4.68], [4.95, 4.77, 4.7]], naiveSeeds = [[5.1, 4.9, 4.8], [5.2, 4.95, 4.82]];
        string[] names = ["6 layers", "8 layers", "10 layers"], tasks = ["ARC", "GSM8K"];
        var differences = new[,] { { 1.5, 6 }, { -2, -9.5 } };

        yield return
Figure.Of("Loss recovers within 8 % of the tokens", x: "tokens", y: "validation loss, nats")
    .Line("depth up-scaled", tokens, loss, band: (low, high))
    .HorizontalLine(4.69, "the base")
;
        yield return
Figure.Of("Naive stacking jumps higher", x: "tokens", y: "validation loss, nats")
    .Runs("depth up-scaled", tokens, dusSeeds)
    .Runs("naive 2x", tokens, naiveSeeds)
    .ShadeX(0, 20_000, "warm-up")
;
        yield return
Figure.Of("Larger models lose less at the seam", x: "weights", y: "jump, nats")
    .Scatter("depth up-scaled", weights, jumps, yInterval: (low, high), labels: names)
    .Note("SOLAR's own size", weights[2], jumps[2])
    .LogX().LogY()
;
        yield return
Figure.Of("Math instructions raise GSM8K", x: "", y: "score")
    .Bars("SFT v2", tasks, before, interval: (beforeLow, beforeHigh))
    .Bars("SFT v3", tasks, after)
    .HorizontalLine(0.25, "chance")
;
        yield return
Figure.Of("Most effects hold", x: "effect, nats", y: "")
    .Dots("3 seeds", names, jumps, interval: (low, high))
    .VerticalLine(0, "no effect")
;
        yield return
Figure.Of("Answers grow longer", x: "model", y: "tokens").Box("SFT", lengthsBefore).Box("DPO", lengthsAfter)
;
        yield return
Figure.Of("Rewards part", x: "reward", y: "answers").Histogram("rejected", lengthsBefore).Histogram("chosen", lengthsAfter, bins: 20)
;
        yield return
Figure.Of("Alignment costs mathematics", x: "task", y: "model")
    .HeatMap(differences, unit: "points against the base", columns: tasks, rows: ["SFT", "DPO"], centre: 0)
;
        yield return
Figure.Grid("The same at every depth", columns: 2, shareX: true, shareY: true, panels:
    depths.Select(m => Figure.Of($"m = {m}", x: "tokens", y: "loss, nats").Runs("depth up-scaled", tokens, dusSeeds)))
;
    }
}
