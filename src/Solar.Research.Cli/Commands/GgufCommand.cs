using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Checkpoints.Gguf;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar gguf DIR OUT.gguf</c></summary>
internal static class GgufCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A Llama or Mistral checkpoint with its SentencePiece tokenizer." };
    private static readonly Argument<string> Out = new("OUT") { Description = "The file to write, such as model.gguf. It appears when it is complete." };
    private static readonly Option<string> Type = new("--type") { Description = "How matrices are stored: f32, f16, bf16 or q8_0 (8.5 bits a weight).", DefaultValueFactory = _ => "f16" };

    public static Command Build()
    {
        Type.AcceptOnlyFromAmong("f32", "f16", "bf16", "q8_0");
        var command = new Command("gguf", "Write a checkpoint as one GGUF file, for llama.cpp and the programs around it.") { Folder, Out, Type };
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (folder, path) = (parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Out));
        var type = Enum.Parse<GgufType>(parsed.GetRequiredValue(Type).Replace("_0", "", StringComparison.Ordinal), ignoreCase: true);
        var start = TimeProvider.System.GetTimestamp();
        var outcome = LongWork.Bytes("writing GGUF", 0, progress => GgufFile.Write(folder, path, type, progress, cancellation));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{path}: {outcome.Tensors} tensors, {type}, {outcome.Bytes / 1e9:F3} GB in {seconds:F1} s ({outcome.Bytes / 1e6 / seconds:F0} MB/s)"));
        return 0;
    }
}
