using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Contamination;

/// <summary>A decoder with the tokenizer that it reads by.</summary>
/// <param name="Decoder">The weights.</param>
/// <param name="Tokenizer">Its vocabulary.</param>
public sealed record TextModel(Decoder Decoder, BpeTokenizer Tokenizer) : IDisposable
{
    /// <summary>Reads a checkpoint folder.</summary>
    public static TextModel Load(string folder, Device? device = null) => new(Decoder.Load(folder, device), BpeTokenizer.Load(folder));

    /// <summary>The tokens of a text, the begin token first if there is one, as Hugging Face's Llama tokenizers give them.</summary>
    public IReadOnlyList<int> Tokens(string text) => Tokenizer.EncodeToIds(text, addBos: Tokenizer.BosId is not null);

    /// <inheritdoc/>
    public void Dispose() => Decoder.Dispose();
}
