using System.CommandLine;
using System.Globalization;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar generate DIR --prompt TEXT</c></summary>
internal static class GenerateCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A Llama or Mistral checkpoint with its tokenizer." };
    private static readonly Option<string[]> Prompt = new("--prompt", "-p") { Description = "The text to go on from; several are continued as one batch.", Required = true };
    private static readonly Option<int> Tokens = new("--tokens", "-n") { Description = "The most tokens to add.", DefaultValueFactory = _ => 128 };
    private static readonly Option<double?> Temperature = new("--temperature") { Description = "Draw tokens at this temperature. Without any of the drawing options the likeliest is taken." };
    private static readonly Option<int?> TopK = new("--top-k") { Description = "Draw among the k likeliest." };
    private static readonly Option<double?> TopP = new("--top-p") { Description = "Draw among the likeliest that reach probability p." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seeds the draws.", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Penalty = new("--repetition-penalty") { Description = "Makes tokens that the text has already less likely; 1 is none.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> Stop = new("--stop") { Description = "A text that ends the continuation." };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("generate", "Continue texts.") { Folder, Prompt, Tokens, Temperature, TopK, TopP, Seed, Penalty, Stop, On };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(Folder);
        var tokenizer = BpeTokenizer.Load(folder);
        using var decoder = Decoder.Load(folder, DeviceOption.Of(parsed.GetRequiredValue(On)));
        var prompts = parsed.GetRequiredValue(Prompt);
        var options = new GenerationOptions
        {
            MaxNewTokens = parsed.GetValue(Tokens),
            Sampling = SamplingOf(parsed),
            RepetitionPenalty = parsed.GetValue(Penalty),
            StopTexts = parsed.GetValue(Stop) ?? [],
        };

        using var inference = no_grad();
        var start = TimeProvider.System.GetTimestamp();
        if (prompts.Length == 1)
            Console.Write(prompts[0]);
        var texts = new TextGenerator(decoder, tokenizer, options).Generate(prompts, prompts.Length == 1 ? (_, piece) => Console.Write(piece) : null);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine();
        if (prompts.Length > 1)
        {
            foreach (var (prompt, text) in prompts.Zip(texts))
                Console.WriteLine($"{prompt}{text.Text}\n");
        }

        var count = texts.Sum(text => text.Ids.Count);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} tokens in {seconds:F1} s ({count / seconds:F0} tokens/s)"));
        return 0;
    }

    private static Sampling? SamplingOf(ParseResult parsed)
    {
        var (temperature, topK, topP) = (parsed.GetValue(Temperature), parsed.GetValue(TopK), parsed.GetValue(TopP));
        return temperature is null && topK is null && topP is null
            ? null
            : new() { Temperature = temperature ?? 1, TopK = topK, TopP = topP, Seed = parsed.GetValue(Seed) };
    }
}
