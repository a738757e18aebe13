using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;

namespace Solar.Notebooks.Jupyter;

/// <summary>Ends the kernel when the client that started it is gone without a word.</summary>
/// <remarks>
/// Jupyter's variable <c>JPY_PARENT_PID</c> asks for it: on Unix it holds the parent's id, on Windows a handle of the parent.
/// Without it a kernel outlives its parent, as one started with nohup is meant to. Unverified: Windows.
/// </remarks>
internal static partial class ParentWatch
{
    private const int Infinite = -1;
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    /// <summary>Watches on a thread of its own.</summary>
    public static void Start(Action gone)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var parent) || parent <= 1)
            return;
        new Thread(() =>
        {
            if (OperatingSystem.IsWindows())
                _ = WaitForSingleObject((nint)parent, Infinite);
            else
                WaitForChange();
            gone();
        })
        { IsBackground = true, Name = "parent watch" }.UnsafeStart();
    }

    /// <summary>An orphan gets another parent. Who that is, and whether the first one was the named one or a wrapper of it, does not matter.</summary>
    private static void WaitForChange()
    {
        var first = GetParentId();
        while (GetParentId() == first)
            Thread.Sleep(Often);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();

    [LibraryImport("kernel32")]
    private static partial uint WaitForSingleObject(nint handle, int milliseconds);
}
