using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Notebooks.Commands;

/// <summary>Runs a command line and turns its outcome into an exit code: 0 done, 1 failed with one clear line, 2 wrong arguments.</summary>
internal static class Launch
{
    public const int Done = 0, Failed = 1, WrongArguments = 2;

    public static async Task<int> Run(string[] args)
    {
        var parsed = CommandTree.Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("--help says what there is.");
            return WrongArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted; nothing was half written.");
            return Failed;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongArguments;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
    }
}
