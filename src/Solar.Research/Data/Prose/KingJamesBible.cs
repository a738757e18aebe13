using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Solar.Research.Data.Prose;

/// <summary>The King James Version as Debian's <c>bible</c> command prints it: one verse a line, led by its reference.</summary>
public static class KingJamesBible
{
    /// <summary>One document a chapter: its verses in one paragraph.</summary>
    /// <param name="printed">Lines such as <c>Ge1:1 In the beginning …</c>.</param>
    /// <exception cref="InvalidDataException">A line does not start with a book, a chapter and a verse.</exception>
    public static IReadOnlyList<ProseDocument> Read(string printed)
    {
        var verses = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => Verse(line, index + 1));
        return
        [
            .. Runs(verses).Select(chapter => new ProseDocument(ProseSources.KingJamesBible.Name, chapter.Key, ProseText.Clean(string.Join(' ', chapter.Verses)))),
        ];
    }

    /// <summary>The whole text: from the prose folder when it has been printed there before, else printed there now, and checked either way.</summary>
    /// <exception cref="FileNotFoundException">The <c>bible</c> command is missing; the message says how to get it.</exception>
    public static string Print(ProseFolder folder)
    {
        var source = ProseSources.KingJamesBible;
        var file = source.Files[0];
        if (folder.Find(source, file) is not null)
            return Encoding.ASCII.GetString(folder.Read(source, file));

        var printed = RunBibleCommand(source);
        ProseFolder.Check(source, file, "the output of 'bible -f gen1:1-rev22:21'", printed);
        var place = Path.Combine(folder.Path, file.Name);
        Directory.CreateDirectory(folder.Path);
        var aside = $"{place}.{Environment.ProcessId}.part";
        File.WriteAllBytes(aside, printed);
        File.Move(aside, place, overwrite: true);
        return Encoding.ASCII.GetString(printed);
    }

    private static byte[] RunBibleCommand(ProseSource source)
    {
        // The command would take a bible.data of its working folder before the installed one: the path says which.
        var command = new ProcessStartInfo("bible", ["-f", "-p", "/usr/lib", "gen1:1-rev22:21"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var bible = Process.Start(command) ?? throw new InvalidOperationException("The 'bible' command did not start.");
            bible.StandardInput.Close();
            var complaints = bible.StandardError.ReadToEndAsync();
            using var printed = new MemoryStream();
            bible.StandardOutput.BaseStream.CopyTo(printed);
            bible.WaitForExit();
            return bible.ExitCode == 0 || printed.Length > 0
                ? printed.ToArray()
                : throw new InvalidDataException($"The 'bible' command printed nothing and ended with {bible.ExitCode}: {complaints.Result.Trim()}. Reinstall it with:  {source.Remedy}");
        }
        catch (Win32Exception)
        {
            throw new FileNotFoundException($"The 'bible' command, which prints {source.Title}, is not installed. Get it with:  {source.Remedy}");
        }
    }

    private static (string Chapter, string Text) Verse(string line, int number)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || space <= colon + 1)
            throw new InvalidDataException($"Line {number} of the Bible should start with a reference such as 'Ge1:1'; it is '{line[..Math.Min(line.Length, 40)]}'.");
        return (line[..colon], line[(space + 1)..]);
    }

    private static IEnumerable<(string Key, List<string> Verses)> Runs(IEnumerable<(string Chapter, string Text)> verses)
    {
        (string Key, List<string> Verses)? run = null;
        foreach (var (chapter, text) in verses)
        {
            if (run is { } current && current.Key != chapter)
            {
                yield return current;
                run = null;
            }

            run ??= (chapter, []);
            run.Value.Verses.Add(text);
        }

        if (run is { } last)
            yield return last;
    }
}
