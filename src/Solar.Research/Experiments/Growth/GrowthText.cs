using System.Globalization;
using System.Security.Cryptography;
using Solar.Research.Data;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Growth;

/// <summary>Which rows of the corpus a run sees: the base the first ones of an order that the seed decides, every variant those after them.</summary>
internal sealed class GrowthText
{
    private readonly GrowthRecipe _recipe;
    private readonly PackedDocuments _training;
    private readonly PackedDocuments _validation;

    /// <param name="recipe">How many rows there are to be.</param>
    /// <param name="corpus">The folder of <see cref="CorpusStage"/>.</param>
    public GrowthText(GrowthRecipe recipe, string corpus)
    {
        _recipe = recipe;
        var tokens = recipe.Pretraining.TokensPerRow;
        _training = PackedDocuments.Pack(TokenFile.Read(Path.Combine(corpus, CorpusStage.Training)), tokens);
        _validation = PackedDocuments.Pack(TokenFile.Read(Path.Combine(corpus, CorpusStage.Validation)), tokens);
        var needed = BaseRows + (recipe.Continuation.Steps * recipe.Continuation.RowsPerBatch);
        if (_training.Count < needed)
            throw new ArgumentException($"The recipe wants {needed} rows that are all different, but the corpus has {_training.Count}: take fewer steps or more sources.");
        if (_validation.Count < recipe.ValidationRows)
            throw new ArgumentException($"The recipe measures on {recipe.ValidationRows} validation rows, but the corpus has {_validation.Count}.");
    }

    private int BaseRows => _recipe.Pretraining.Steps * _recipe.Pretraining.RowsPerBatch;

    /// <summary>What the base learns from.</summary>
    public ExampleSet ForBase(Decoder model, long seed, Device device) => Part(model, _training, seed, 0, BaseRows, device);

    /// <summary>What every variant of the seed learns from, in the same order: nothing that the base has seen.</summary>
    public ExampleSet ForVariants(Decoder model, long seed, Device device) => Part(model, _training, seed, BaseRows, _training.Count - BaseRows, device);

    /// <summary>What every loss is measured on: the same rows for all seeds.</summary>
    public ExampleSet ForValidation(Decoder model, Device device) => Part(model, _validation, 0, 0, _recipe.ValidationRows, device);

    private static ExampleSet Part(Decoder model, PackedDocuments rows, long seed, int from, int count, Device device)
    {
        var all = PretrainingStage.Examples(model, rows, device);
        var order = new RowOrder(rows.Count, seed);
        var name = string.Create(CultureInfo.InvariantCulture, $"{all.Sha256} order {seed} rows {from} to {from + count}");
        return new(
            count,
            Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))),
            examples => all.LossOf([.. examples.Select(example => order[from + example])]));
    }
}
