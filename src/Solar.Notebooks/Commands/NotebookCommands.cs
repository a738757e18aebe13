using System.CommandLine;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Documents.Export;

namespace Solar.Notebooks.Commands;

/// <summary><c>notebook</c>: run, check, convert and begin notebooks without a front end.</summary>
internal static class NotebookCommands
{
    public static Command Build() => new("notebook", "Run, check, convert and begin notebooks without a front end.")
    {
        RunCommand.Build(),
        CheckCommand.Build(),
        Convert(),
        New(),
        Worker(),
    };

    private static Command Convert()
    {
        var from = new Argument<string>("in") { Description = "An .ipynb or .dib file." };
        var to = new Argument<string>("out") { Description = "The file to write: .ipynb, .dib, .html, .md, .cs or .csx." };
        var command = new Command("convert", "Write a notebook in another format.") { from, to };
        command.SetAction(parsed =>
        {
            NotebookConversion.Convert(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to));
            return Launch.Done;
        });
        return command;
    }

    private static Command New()
    {
        var file = new Argument<string>("file") { Description = "The .ipynb or .dib file to write; it must not be there yet." };
        var language = new Option<string>("--language") { Description = "The language of cells that do not say theirs.", DefaultValueFactory = _ => "csharp" };
        var command = new Command("new", "Write an empty notebook.") { file, language };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var name = CellLanguage.Normal(parsed.GetRequiredValue(language));
            if (!CellLanguage.IsKnown(name))
                throw new ArgumentException($"--language {name}: there is no such language. Known are csharp, fsharp, sql, markdown, html, mermaid and javascript.");
            if (File.Exists(path))
                throw new IOException($"{path}: the file is there already.");
            NotebookFile.Write(Notebook.Create(name), path);
            Console.WriteLine($"{path}: an empty notebook.");
            return Launch.Done;
        });
        return command;
    }

    // What the runner starts for each notebook.
    private static Command Worker()
    {
        var pipe = new Argument<string>("pipe");
        var command = new Command("worker") { pipe };
        command.Hidden = true;
        command.SetAction(parsed => Environment.Exit(Runner.Workers.Worker.Run(parsed.GetRequiredValue(pipe), Languages.AllLanguages.Entries)));
        return command;
    }
}
