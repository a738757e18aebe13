using System.Diagnostics;
using System.Threading;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.Output;

/// <summary>What a cell shows arrives whole, in order, at the cell that showed it, and in few pieces.</summary>
[Collection("alone")]
public sealed class CellOutputTests : CellTest
{
    [Fact]
    public void Streams_and_displays_keep_their_order()
    {
        var page = Run("Console.Write(1); display(2); Console.Write(3); Console.Error.Write(4); Console.Write(5); display(6); 7");
        Assert.Equal(
            ["stdout 1", "display 2", "stdout 3", "stderr 4", "stdout 5", "display 6", "result 7"],
            page.Events.Select(happened => happened switch
            {
                StreamText text => $"{text.Name} {text.Text}",
                DisplayData shown => $"display {shown.Bundle.Data["text/plain"]}",
                ExecuteResult result => $"result {result.Bundle.Data["text/plain"]}",
                _ => "?",
            }));
    }

    [Fact]
    public void A_hundred_thousand_lines_take_less_than_a_second_and_few_events()
    {
        Run("Console.WriteLine(\"first\");");
        var started = Stopwatch.GetTimestamp();
        var page = Run("for (var i = 0; i < 100_000; i++) Console.WriteLine(i);");
        var took = Stopwatch.GetElapsedTime(started);
        Assert.Equal(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n")), page.Stdout);
        Assert.True(took < TimeSpan.FromSeconds(1), $"{took.TotalMilliseconds:0} ms");
        Assert.InRange(page.Events.Count, 1, 300);
    }

    [Fact]
    public void Text_reaches_the_page_while_the_cell_still_runs()
    {
        using var arrived = new ManualResetEventSlim();
        var page = new RecordingFrontEnd
        {
            Happened = _ => arrived.Set(),
            Answer = (_, _, cancellation) => arrived.Wait(TimeSpan.FromSeconds(30), cancellation) ? "arrived" : "late",
        };
        Session.Run(new("Console.Write(\"x\"); var answer = Console.ReadLine();"), page);
        Assert.Equal("arrived", Value("answer"));
    }

    [Fact]
    public void What_a_background_task_writes_goes_to_the_cell_that_started_it()
    {
        var first = Run("""
            var go = new SemaphoreSlim(0);
            var background = Task.Run(async () => { await go.WaitAsync(); Console.Write("late"); display("shown"); });
            var thread = new Thread(() => { go.Wait(); Console.Write("thread"); });
            thread.Start();
            """);
        var second = Run("Console.Write(\"own\"); go.Release(2); await background; thread.Join();");
        Assert.Equal("own", second.Stdout);
        Run("1");
        Assert.Contains("late", first.Stdout, StringComparison.Ordinal);
        Assert.Contains("thread", first.Stdout, StringComparison.Ordinal);
        Assert.Equal("shown", Assert.Single(first.Events.OfType<DisplayData>()).Bundle.Data["text/plain"]!.ToString());
    }

    [Fact]
    public void A_display_is_updated_from_a_later_cell()
    {
        var id = Assert.Single(Run("var d = display(\"old\");").Events.OfType<DisplayData>()).DisplayId;
        var update = Assert.Single(Run("d.Update(\"new\");").Events.OfType<UpdateDisplay>());
        Assert.Equal((id, "new"), (update.DisplayId, update.Bundle.Data["text/plain"]!.ToString()));
    }

    [Fact]
    public void Values_are_shown_in_the_form_asked_for()
    {
        var shown = Assert.Single(Run("HTML(\"<b>x</b>\").Display(); ").Events.OfType<DisplayData>());
        Assert.Equal("<b>x</b>", shown.Bundle.Data["text/html"]!.ToString());
        Assert.Equal(["text/plain"], Assert.Single(Run("new { A = 1 }.Display(\"text/plain\");").Events.OfType<DisplayData>()).Bundle.Data.Keys);
        Assert.Equal([false, true], Run("ClearOutput(); ClearOutput(wait: true);").Events.Cast<ClearOutput>().Select(clear => clear.Wait));
    }

    [Fact]
    public void Questions_are_answered_by_the_front_end()
    {
        var asked = new List<string>();
        var page = new RecordingFrontEnd { Answer = (prompt, password, _) => { asked.Add($"{prompt} {password}"); return "line"; } };
        Session.Run(new("var a = Console.ReadLine(); var b = Input(\"Name\"); var c = Password(\"Secret\"); var d = (char)Console.Read();"), page);
        Assert.Equal([" False", "Name False", "Secret True", " False"], asked);
        Assert.Equal("linelinelinel", Value("a + b + c + d"));
        Assert.Equal("InvalidOperationException", Fail("Console.ReadLine();").Name);
    }

    [Fact]
    public void A_progress_bar_ends_full_and_tells_seldom()
    {
        var page = Run("foreach (var i in Enumerable.Range(0, 5000).ToList().WithProgress(\"steps\")) { }");
        Assert.StartsWith("steps [....", Assert.Single(page.Events.OfType<DisplayData>()).Bundle.Data["text/plain"]!.ToString(), StringComparison.Ordinal);
        var updates = page.Events.OfType<UpdateDisplay>().ToList();
        Assert.Equal($"steps [{new string('#', 30)}] 5000/5000", updates[^1].Bundle.Data["text/plain"]!.ToString());
        Assert.InRange(updates.Count, 1, 100);
    }

    [Fact]
    public void Two_sessions_that_run_at_once_do_not_mix()
    {
        using var other = new NotebookSession(new SessionOptions());
        var theirs = new RecordingFrontEnd();
        var running = new Thread(() => other.Run(new("for (var i = 0; i < 2000; i++) Console.Write('b');"), theirs));
        running.Start();
        var ours = Run("for (var i = 0; i < 2000; i++) Console.Write('a');");
        running.Join();
        Assert.Equal((new string('a', 2000), new string('b', 2000)), (ours.Stdout, theirs.Stdout));
    }
}
