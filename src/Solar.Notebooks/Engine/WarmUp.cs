using System.Threading;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine;

/// <summary>Runs hidden cells, so that the first ones of a person find everything loaded and compiled.</summary>
/// <remarks>
/// In a session of its own, so that nothing of it shows. The first three cells touch what first cells are made of. Those
/// after the pauses are for the runtime: it compiles code well that ran eight times, but begins to count only after
/// a twentieth of a second in which nothing new was compiled (set in the project file), which cells that follow each other
/// at once never give it. Without them a trivial cell takes about twice as long for the first hundred. A second round
/// counts what ran first in the first.
/// </remarks>
internal sealed class WarmUp(NotebookSession hidden, Func<bool> isNeeded)
{
    private const int Rounds = 2;
    private const int Pairs = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(110); // the quiet may begin just after the runtime has looked for it

    // Display, interpolation, queries, loops, console, a list, a table of records, await, completion.
    private static readonly string[] First =
    [
        "var numbers = new[] { 3, 1, 2 }.Select(n => n * 2.5).Where(n => n > 1).OrderBy(n => n).ToList(); foreach (var n in numbers) Console.Write(\"\"); display($\"{numbers.Count} of {numbers.Sum():0.0}\"); numbers",
        "record Point(int X, string Name); var points = Enumerable.Range(0, 3).Select(i => new Point(i, $\"p{i}\")).ToArray(); await Task.Yield(); points",
        "numbers.Count",
    ];

    // Shown while the first cell compiles, on a core of their own.
    private static readonly object[] Values = [1, "text", new List<double> { 2.5, 5 }, new[] { new { X = 0, Name = "p0" }, new { X = 1, Name = "p1" } }];

    /// <summary>Runs the cells, as long as they are needed.</summary>
    public void Run()
    {
        new Thread(() => Array.ForEach(Values, value => Formatter.Of(value))) { IsBackground = true, Name = "warm-up" }.UnsafeStart();
        foreach (var code in First)
            Run(code);
        for (var round = 0; round < Rounds; round++)
        {
            Thread.Sleep(Pause);
            for (var pair = 0; pair < Pairs && isNeeded(); pair++)
            {
                Run($"var n{pair} = {pair};\nn{pair} + 1");
                Run($"n0 = n0 + {pair};\nn0");
            }
        }
    }

    private void Run(string code) => hidden.Run(new(code, Name: "warm-up"), new Unseen());

    private sealed class Unseen : ICellFrontEnd
    {
        public void Emit(CellEvent happened)
        {
        }

        public string ReadLine(string prompt, bool password, CancellationToken cancellation) => throw new InvalidOperationException("Nobody is asked while warming up.");
    }
}
