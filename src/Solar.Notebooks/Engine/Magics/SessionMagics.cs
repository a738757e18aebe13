using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine.Magics;

/// <summary>The magics about the session as a whole.</summary>
internal static class SessionMagics
{
    /// <summary><c>#!time</c></summary>
    public static void Time(MagicCall call)
    {
        var started = Stopwatch.GetTimestamp();
        call.AtEnd(() =>
        {
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            call.Cell.Emit(new DisplayData(MimeBundle.Text(string.Create(CultureInfo.InvariantCulture, $"Wall time: {milliseconds:0.00}ms"))));
        });
    }

    /// <summary><c>#!about</c></summary>
    public static void About(MagicCall call)
    {
        var program = typeof(SessionMagics).Assembly.GetName();
        Tell(call, $"""
            {program.Name} {program.Version?.ToString(3)}
            Runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
            Compiler: Roslyn {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version?.ToString(3)}, C# {CSharp.SubmissionChain.Parsing.LanguageVersion}
            Languages: {string.Join(", ", call.Session.Languages.Select(entry => entry.Name))}
            """);
    }

    /// <summary><c>#!lsmagic</c></summary>
    public static void List(MagicCall call)
    {
        var text = new StringBuilder("Languages\n");
        foreach (var entry in call.Session.Languages)
            text.Append($"  #!{entry.Name,-12}{string.Join(", ", entry.Aliases.Select(alias => "#!" + alias))}".TrimEnd()).Append('\n');
        text.Append("Magics\n");
        foreach (var magic in MagicTable.All)
            text.Append($"  #!{magic.Name,-12}{magic.Summary}\n");
        Tell(call, text.ToString().TrimEnd());
    }

    /// <summary><c>#!help</c></summary>
    public static void Help(MagicCall call)
    {
        var text = new StringBuilder("""
            A cell is C# unless its language says otherwise or a line #!LANGUAGE begins another; the last expression is its value.
            display(x), x.Display() shows a value; its .Update(y) shows another in its place; ClearOutput() removes what is shown.
            Input("prompt"), Password("prompt") and Console.ReadLine() ask; Cancellation is cancelled when the cell is interrupted.
            #r "nuget: NAME, VERSION", #r "proj: PATH", #r "PATH.dll" bring libraries, #load "PATH.csx" a script, #!import PATH a notebook.
            #!lib begins C# that is compiled as a library: namespaces, extension blocks, file-local types.

            """.ReplaceLineEndings("\n"));
        foreach (var magic in MagicTable.All)
            text.Append($"#!{magic.Name} {magic.Usage}".TrimEnd()).Append($"\n    {magic.Summary}\n");
        text.Append($"Languages: {string.Join(", ", call.Session.Languages.Select(entry => entry.Name))}");
        Tell(call, text.ToString());
    }

    private static void Tell(MagicCall call, string text) => call.Cell.Emit(new DisplayData(MimeBundle.Text(text.ReplaceLineEndings("\n"))));
}
