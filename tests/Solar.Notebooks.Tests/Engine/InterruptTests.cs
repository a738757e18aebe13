using System.Diagnostics;
using System.Threading;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine;

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>A cell that does not end is stopped within a second, and what came before it stays.</summary>
[Collection("alone")]
public sealed class InterruptTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly string[] Endless =
    [
        "while (true) { }",
        "for (var i = 0L; ; i++) { for (var j = 0; j < 1000; j++) { if (i < 0) break; } }",
        "Thread.Sleep(-1);",
        "await Task.Delay(-1);",
        "Task.Delay(-1).Wait();",
        "Task.Run(() => Thread.Sleep(-1)).Wait();",
        "var never = new object(); Task.Run(() => { Monitor.Enter(never); Thread.Sleep(-1); }); SpinWait.SpinUntil(() => Monitor.IsEntered(never), 50); lock (never) { }",
        "new ManualResetEventSlim().Wait();",
        "new Semaphore(0, 1).WaitOne();",
        "while (true) { try { Thread.Sleep(10); } catch { } }",
        "while (true) { try { await Task.Delay(10); } catch (Exception) { } }",
        "while (true) Console.WriteLine(\"still here\");",
        "while (true) { await Task.Yield(); }",
        "await new TaskCompletionSource<int>().Task;",
        "foreach (var x in Enumerable.Range(0, int.MaxValue).Select(x => x / 2).Where(x => x < 0)) { }",
        "Console.ReadLine();",
        "while (true) display(1);",
        "var token = Cancellation; while (true) token.ThrowIfCancellationRequested();",
        "try { while (true) { } } finally { Thread.Sleep(100); }",
        "int Forever(int x) { while (true) { x++; } } Forever(1)",
    ];

    private readonly NotebookSession _session = new(new SessionOptions());

    [Fact]
    public void Twenty_endless_cells_in_a_row_are_stopped_in_one_session()
    {
        Assert.Equal(20, Endless.Length);
        Assert.Equal(CellStatus.Ok, _session.Run(new("var kept = new List<int> { 1, 2, 3 };"), new RecordingFrontEnd()).Status);
        var slow = new List<string>();
        foreach (var code in Endless)
        {
            var (outcome, took) = StartAndInterrupt(code);
            Assert.True(outcome.Status == CellStatus.Interrupted, $"{code}: {outcome.Status}, {outcome.Error?.Message}");
            if (took > Limit)
                slow.Add($"{code}: {took.TotalMilliseconds:0} ms");
            TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMilliseconds,5:0} ms  {code}");

            var page = new RecordingFrontEnd();
            Assert.Equal(CellStatus.Ok, _session.Run(new("kept.Add(kept.Count + 1); kept.Sum()"), page).Status);
        }

        Assert.Empty(slow);
        var last = new RecordingFrontEnd();
        _session.Run(new("kept.Count"), last);
        Assert.Equal("23", last.Result);
    }

    public void Dispose() => _session.Dispose();

    private (CellOutcome Outcome, TimeSpan Took) StartAndInterrupt(string code)
    {
        using var started = new ManualResetEventSlim();
        var page = new RecordingFrontEnd
        {
            Happened = happened => started.Set(),
            Answer = (_, _, cancellation) =>
            {
                cancellation.WaitHandle.WaitOne();
                throw new OperationCanceledException(cancellation);
            },
        };
        CellOutcome? outcome = null;
        var running = new Thread(() => outcome = _session.Run(new($"display(\"started\");\n{code}"), page)) { IsBackground = true };
        running.Start();
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)), $"{code}: did not start");
        var interrupted = Stopwatch.GetTimestamp();
        _session.Interrupt();
        Assert.True(running.Join(TimeSpan.FromSeconds(20)), $"{code}: does not stop");
        return (outcome!, Stopwatch.GetElapsedTime(interrupted));
    }
}
