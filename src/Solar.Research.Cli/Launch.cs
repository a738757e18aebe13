using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Cli;

/// <summary>Runs a command line and turns its outcome into an exit code: 0 done, 1 failed with one clear line, 2 wrong arguments.</summary>
internal sealed class Launch(RootCommand root)
{
    private const int Done = 0, Failed = 1, WrongArguments = 2;

    /// <summary>Ctrl+C and SIGTERM cancel the command, so that long work can save what it has.</summary>
    public async Task<int> Run(string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"solar: {error.Message}");
            await Console.Error.WriteLineAsync($"solar: see './solar {string.Join(' ', Path(parsed))} --help'".Replace("  ", " ", StringComparison.Ordinal));
            return WrongArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("solar: interrupted; what was finished is kept, and the same command goes on from there");
            return Failed;
        }
        catch (Exception failure) when (IsTold(failure))
        {
            await Console.Error.WriteLineAsync($"solar: {failure.Message}");
            return Failed;
        }
    }

    // Failures whose message is written for the user. Anything else is a defect, and its stack trace is wanted.
    private static bool IsTold(Exception failure) =>
        failure is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException
            or InvalidOperationException or NotSupportedException or ExternalException or System.Text.Json.JsonException
            or AggregateException { InnerException: IOException or ArgumentException };

    private static IEnumerable<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null && result.Command is not RootCommand; result = result.Parent as CommandResult)
            names.Push(result.Command.Name);
        return names;
    }
}
