using System.Threading;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Stages;

public sealed class StageWalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_done_can_be_read_while_the_rest_is_still_at_work()
    {
        using var gate = new ManualResetEventSlim();
        var (quick, slow) = (Stage("quick", _ => { }), Stage("slow", run => gate.Wait(run.Cancellation)));
        using var walk = new StageGraph(new(_folder)).Begin([quick, slow], jobs: 2);

        Assert.Equal(["quick"], walk.Await([quick]).Select(outcome => outcome.Stage.Name));

        gate.Set();
        Assert.Equal(["slow"], walk.Await([slow]).Select(outcome => outcome.Stage.Name));
    }

    [Fact]
    public void What_was_done_before_a_failure_is_told_and_what_was_not_throws_the_failure()
    {
        var good = Stage("good", _ => { });
        var bad = Stage("bad", _ => throw new IOException("disk full"), good);
        var never = Stage("never", _ => { }, bad);
        using var walk = new StageGraph(new(_folder)).Begin([never], jobs: 1);

        Assert.Single(walk.Await([good]));
        Assert.Contains("disk full", Assert.Throws<IOException>(() => walk.Await([never])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_ends_what_is_at_work_and_begins_nothing_more()
    {
        var begun = new ManualResetEventSlim();
        var first = Stage("first", run =>
        {
            begun.Set();
            run.Cancellation.WaitHandle.WaitOne();
            run.Cancellation.ThrowIfCancellationRequested();
        });
        var cache = new StageCache(_folder);
        var second = Stage("second", _ => { }, first);
        using (new StageGraph(cache).Begin([second], jobs: 2))
            begun.Wait(TestContext.Current.CancellationToken);

        Assert.False(cache.Has(first) || cache.Has(second));
    }

    private static Stage Stage(string name, Action<StageRun> work, params Stage[] inputs) => new(name, 1, [], inputs, work);
}
