using System.CommandLine;
using System.CommandLine.Parsing;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Sets;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Data.SyntheticMath.Server;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.Tuning.SyntheticMath;
using Decoder = Solar.Research.Model.Decoder;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar synth-math SEEDS OUT --server URL --model NAME | --checkpoint DIR | --world SEED</c></summary>
internal static class SynthMathCommand
{
    private const string Journal = "synth_math_journal.jsonl";

    private static readonly Argument<string> Seeds = new("SEEDS") { Description = "MATH's training problems: a file of problem, level, type and solution, or a folder of them." };
    private static readonly Argument<string> Out = new("OUT") { Description = "The folder for both sets, the recipe, the report and a server's journal." };
    private static readonly Option<string?> Server = new("--server") { Description = "An OpenAI-compatible server, such as http://localhost:8000. Its key comes from SOLAR_API_KEY or OPENAI_API_KEY." };
    private static readonly Option<string?> Model = new("--model") { Description = "The server's model." };
    private static readonly Option<string?> Checkpoint = new("--checkpoint") { Description = "A checkpoint of our own instead of a server." };
    private static readonly Option<long?> World = new("--world") { Description = "The grammar of the small world with this seed instead of a model." };
    private static readonly Option<int> Rephrasings = new("--rephrasings") { Description = "Rephrasings tried of each problem.", DefaultValueFactory = _ => new SyntheticMathRecipe().RephrasingsPerSeed };
    private static readonly Option<int> Answers = new("--answers") { Description = "How often a rephrased question is answered until one answer is right.", DefaultValueFactory = _ => new SyntheticMathRecipe().AnswersPerRephrasing };
    private static readonly Option<int?> Problems = new("--problems") { Description = "Problems that are used at most, drawn by the seed." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seeds the draw of problems and every request.", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Temperature = new("--temperature") { Description = "Of a server's or checkpoint's replies; 0.7 as MetaMath's.", DefaultValueFactory = _ => 0.7 };
    private static readonly Option<int> Tokens = new("--tokens") { Description = "The most tokens of a reply.", DefaultValueFactory = _ => 1024 };
    private static readonly Option<int> Concurrency = new("--concurrency") { Description = "Requests under way at once, or rows of a checkpoint's batch.", DefaultValueFactory = _ => 8 };
    private static readonly Option<int?> Rate = new("--requests-per-minute") { Description = "The most requests a server is sent in a minute." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("synth-math", "Make Synth. Math-Instruct and Synth. Math-Alignment: rephrase and answer the problems of MATH, keep what keeps the answer.")
        {
            Seeds, Out, Server, Model, Checkpoint, World, Rephrasings, Answers, Problems, Seed, Temperature, Tokens, Concurrency, Rate, Json, On,
        };
        command.Validators.Add(Check);
        command.SetAction(Run);
        return command;
    }

    private static void Check(CommandResult command)
    {
        var named = new object?[] { command.GetValue(Server), command.GetValue(Checkpoint), command.GetValue(World) }.Count(value => value is not null);
        if (named != 1)
            command.AddError("Say who rephrases: one of --server URL, --checkpoint DIR and --world SEED.");
        if ((command.GetValue(Server) is null) != (command.GetValue(Model) is null))
            command.AddError("--server and --model go together.");
        if (command.GetValue(Server) is { } server && !Uri.TryCreate(server, UriKind.Absolute, out _))
            command.AddError($"--server has '{server}', which is no address such as http://localhost:8000.");
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var folder = parsed.GetRequiredValue(Out);
        var recipe = new SyntheticMathRecipe
        {
            RephrasingsPerSeed = parsed.GetValue(Rephrasings),
            AnswersPerRephrasing = parsed.GetValue(Answers),
            MaxSeeds = parsed.GetValue(Problems),
            Seed = parsed.GetValue(Seed),
        };
        var read = MathProblems.Read(parsed.GetRequiredValue(Seeds));
        if (read.Report.Dropped.Count > 0)
            await Console.Error.WriteLineAsync(read.Report.ToString());
        Directory.CreateDirectory(folder);

        using var held = new Held();
        var rephraser = Rephraser(parsed, folder, held);
        var synthesis = new MathSynthesis(read.Examples, rephraser, recipe);
        var report = await SyntheticMathFiles.Write(folder, synthesis, recipe, new CountLine("attempts"), stop);
        if (parsed.GetValue(Json))
            Output.Json(report);
        else
            Console.WriteLine($"{folder}: {report}");
        return 0;
    }

    private static IMathRephraser Rephraser(ParseResult parsed, string folder, Held held)
    {
        if (parsed.GetValue(World) is { } world)
            return new WorldRephraser(WorldRecipe.Classroom with { Seed = world });
        if (parsed.GetValue(Checkpoint) is { } checkpoint)
        {
            var decoder = held.Keep(Decoder.Load(checkpoint, DeviceOption.Of(parsed.GetRequiredValue(On))));
            var template = ChatTemplate.IsIn(checkpoint) ? ChatTemplate.OfCheckpoint(checkpoint) : null;
            return new CheckpointRephraser(decoder, BpeTokenizer.Load(checkpoint), template, Path.GetFileName(Path.GetFullPath(checkpoint).TrimEnd('/')))
            {
                Temperature = parsed.GetValue(Temperature),
                MaxNewTokens = parsed.GetValue(Tokens),
                RequestsAtOnce = parsed.GetValue(Concurrency),
            };
        }

        var server = new ServerRecipe
        {
            Server = new(parsed.GetValue(Server)!),
            Model = parsed.GetValue(Model)!,
            Temperature = parsed.GetValue(Temperature),
            MaxTokens = parsed.GetValue(Tokens),
            Concurrency = parsed.GetValue(Concurrency),
            RequestsPerMinute = parsed.GetValue(Rate),
        };
        return held.Keep(new ServerRephraser(server, ApiKey.FromEnvironment(), held.Keep(new ReplyJournal(Path.Combine(folder, Journal)))));
    }

    private sealed class Held : IDisposable
    {
        private readonly Stack<IDisposable> _kept = new();

        public T Keep<T>(T one)
            where T : IDisposable
        {
            _kept.Push(one);
            return one;
        }

        public void Dispose()
        {
            while (_kept.TryPop(out var one))
                one.Dispose();
        }
    }
}
