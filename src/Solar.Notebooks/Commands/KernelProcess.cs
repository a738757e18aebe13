using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Engine.Output;
using Solar.Notebooks.Jupyter;
using Solar.Notebooks.Jupyter.History;
using Solar.Notebooks.Jupyter.Messages;
using Solar.Notebooks.Jupyter.Zmtp;
using Solar.Notebooks.Languages;

namespace Solar.Notebooks.Commands;

/// <summary>A process that is a kernel from its start to its end, whoever ends it.</summary>
internal static class KernelProcess
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(3);

    /// <summary>Serves until a client, a signal or the parent's death asks for the end. Does not return.</summary>
    public static int Run(string connectionFile)
    {
        Kernel kernel;
        try
        {
            kernel = new(
                ConnectionFile.Load(connectionFile),
                () => new NotebookSession(new() { Languages = AllLanguages.Entries, OwnsProcess = true }),
                HistoryFile.OfUser(),
                new ZmtpLimits());
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            kernel.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            kernel.End();
        });
        var asked = false;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (!asked)
                SayWhoExited(kernel);
        };
        ExceptionHandling.SetUnhandledExceptionHandler(SayUnhandled);
        ParentWatch.Start(kernel.End);
        kernel.Start();
        kernel.WaitForEnd();
        asked = true;
        Exit();
        return 0;
    }

    /// <summary>Ends the process even if a cell still runs, has foreground threads, or hangs in what it does at the process's end.</summary>
    private static void Exit()
    {
        new Thread(() =>
        {
            Thread.Sleep(EndWithin);
            System.Diagnostics.Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true }.UnsafeStart();
        Environment.Exit(0);
    }

    private static void SayWhoExited(Kernel kernel)
    {
        if (kernel.Current is not { } cell)
            return;
        OutputQueue.Shared.Flush();
        kernel.LastWord(cell, $"The cell ended the kernel's process (exit code {Environment.ExitCode}). Its variables are gone; restart the kernel to go on.\n");
    }

    /// <summary>A thread that a cell started threw: the thread ends, the kernel does not.</summary>
    private static bool SayUnhandled(Exception thrown)
    {
        var cell = RunningCell.Current;
        cell?.Emit(new StreamText("stderr", $"Unhandled exception on a thread that {cell.Name} started: {thrown}\n"));
        return cell is not null;
    }
}
