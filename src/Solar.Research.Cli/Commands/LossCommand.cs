using System.CommandLine;
using System.Globalization;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.DepthUpscaling;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar loss DIR --text FILE</c>: the loss of a model on text, and with a plan the loss right after growing it.</summary>
internal static class LossCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A Llama or Mistral checkpoint with its tokenizer." };
    private static readonly Option<string[]> Text = new("--text") { Description = "Documents: .txt is one, .jsonl holds one a line in its member 'text'.", Required = true };
    private static readonly Option<string?> Plan = new("--plan") { Description = "Grow the model in memory by this list of layers, such as 0-23,8-31, and measure it as well." };
    private static readonly Option<int> Tokens = new("--tokens-per-row") { Description = "T, how far a token can look back at most.", DefaultValueFactory = _ => 512 };
    private static readonly Option<int> Rows = new("--rows") { Description = "Rows that are in memory at once.", DefaultValueFactory = _ => 4 };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("loss", "Measure a model's loss on text, before and right after depth up-scaling.") { Folder, Text, Plan, Tokens, Rows, On };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(Folder);
        var device = DeviceOption.Of(parsed.GetRequiredValue(On));
        var tokenizer = BpeTokenizer.Load(folder);
        using var model = Decoder.Load(folder, device);
        var rows = PackedDocuments.Pack(
            TextDocuments.Read(parsed.GetRequiredValue(Text)).Select(text => tokenizer.EncodeToIds(text, addBos: tokenizer.BosId is not null, addEos: tokenizer.EosId is not null)),
            parsed.GetValue(Tokens),
            seed: null);

        Report(model, $"{model.Config.NumHiddenLayers} layers");
        if (parsed.GetValue(Plan) is { } text)
        {
            var plan = DepthPlan.Parse(text, model.Config.NumHiddenLayers);
            using var grown = DepthUpscaler.Scale(model, plan);
            Report(grown, $"{plan.ScaledLayers} layers, {plan}");
        }

        return 0;

        void Report(Decoder measured, string what)
        {
            var loss = Trainer.Evaluate(PretrainingStage.Examples(measured, rows, device), parsed.GetValue(Rows))["loss"];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{what}: {loss:F4} nats a token (perplexity {Math.Exp(loss):F2}) over {(long)rows.Count * rows.TokensPerRow:N0} tokens"));
        }
    }
}
