using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Waits for the disk on another thread, so that copying goes on, over the ends of files too; notes what has reached it, in order.</summary>
internal sealed class BehindTheCopy(StagedJournal journal)
{
    private readonly Lock _turn = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Whether everything asked for has reached the disk.</summary>
    public bool IsIdle => _last.IsCompleted;

    /// <summary>Brings a file to the disk and notes how much of it had been written when this was called.</summary>
    /// <exception cref="IOException">The disk refused something earlier: it is of no use to go on.</exception>
    public void Note(SafeFileHandle file, string name, long bytes)
    {
        if (_last.IsFaulted)
            Wait();
        Append(before => After(before, () =>
        {
            RandomAccess.FlushToDisk(file);
            journal.Note(name, bytes);
        }));
    }

    /// <summary>Closes a file when everything asked of it is done, well or not.</summary>
    public void Close(SafeFileHandle file) => Append(before => Task.Run(async () =>
    {
        using (file)
            await before.ConfigureAwait(false);
    }));

    /// <summary>Returns when everything is on the disk.</summary>
    /// <exception cref="IOException">The disk refused something.</exception>
    public void Wait() => _last.GetAwaiter().GetResult();

    private void Append(Func<Task, Task> next)
    {
        lock (_turn)
            _last = next(_last);
    }

    private static Task After(Task before, Action work) => Task.Run(async () =>
    {
        await before.ConfigureAwait(false);
        work();
    });
}
