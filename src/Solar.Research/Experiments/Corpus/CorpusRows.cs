using System.Globalization;
using System.Security.Cryptography;
using Solar.Research.Data;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Corpus;

/// <summary>How many rows of a corpus are for what.</summary>
/// <param name="TokensPerRow">T.</param>
/// <param name="Base">Rows that a base learns from: the first ones of an order that the seed decides.</param>
/// <param name="Continued">Rows that continued training learns from: those after them.</param>
/// <param name="Validation">Rows that every loss is measured on.</param>
internal sealed record CorpusShares(int TokensPerRow, int Base, int Continued, int Validation)
{
    /// <summary>The shares of a base's training and of what comes after it.</summary>
    public static CorpusShares Of(TrainRecipe pretraining, TrainRecipe continuation, int validation) => new(
        pretraining.TokensPerRow, pretraining.Steps * pretraining.RowsPerBatch, continuation.Steps * continuation.RowsPerBatch, validation);
}

/// <summary>Which rows of a corpus a run sees: the base the first ones of an order that the seed decides, every grown model those after them.</summary>
internal sealed class CorpusRows
{
    /// <summary>The files of a corpus: its vocabulary, and its documents as token ids.</summary>
    public const string Tokenizer = "tokenizer", Training = "training.tokens", Validation = "validation.tokens";

    private readonly CorpusShares _shares;
    private readonly PackedDocuments _training;
    private readonly PackedDocuments _validation;

    /// <param name="shares">How many rows there are to be.</param>
    /// <param name="corpus">The folder with the files.</param>
    public CorpusRows(CorpusShares shares, string corpus)
    {
        _shares = shares;
        _training = PackedDocuments.Pack(TokenFile.Read(Path.Combine(corpus, Training)), shares.TokensPerRow);
        _validation = PackedDocuments.Pack(TokenFile.Read(Path.Combine(corpus, Validation)), shares.TokensPerRow);
        var needed = shares.Base + shares.Continued;
        if (_training.Count < needed)
            throw new ArgumentException($"The recipe wants {needed} rows that are all different, but the corpus has {_training.Count}: take fewer steps or more text.");
        if (_validation.Count < shares.Validation)
            throw new ArgumentException($"The recipe measures on {shares.Validation} validation rows, but the corpus has {_validation.Count}.");
    }

    /// <summary>What the base learns from.</summary>
    public ExampleSet ForBase(Decoder model, long seed, Device device) => Part(model, _training, seed, 0, _shares.Base, device);

    /// <summary>What every grown model of the seed learns from, in the same order: nothing that the base has seen.</summary>
    public ExampleSet ForContinued(Decoder model, long seed, Device device) => Part(model, _training, seed, _shares.Base, _training.Count - _shares.Base, device);

    /// <summary>What every loss is measured on: the same rows for all seeds.</summary>
    public ExampleSet ForValidation(Decoder model, Device device) => Part(model, _validation, 0, 0, _shares.Validation, device);

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
