using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Checkpoints.Gguf;

/// <summary>The keys by which llama.cpp knows a Llama, its vocabulary and its chat template.</summary>
/// <remarks>ggml-org/llama.cpp, gguf-py/gguf/constants.py and convert_hf_to_gguf.py. Mistral is a Llama there.</remarks>
internal static class GgufMetadata
{
    public static void Write(GgufHeader header, string folder, GgufShape shape, GgufType type)
    {
        header.Add("general.architecture", "llama");
        header.Add("general.name", Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        header.Add("general.file_type", (int)type.FileCode());
        header.Add("general.quantization_version", 2);
        header.Add("llama.vocab_size", shape.Vocabulary);
        header.Add("llama.context_length", shape.Context);
        header.Add("llama.embedding_length", shape.Hidden);
        header.Add("llama.block_count", shape.Layers);
        header.Add("llama.feed_forward_length", shape.FeedForward);
        header.Add("llama.attention.head_count", shape.Heads);
        header.Add("llama.attention.head_count_kv", shape.KeyValueHeads);
        header.Add("llama.attention.key_length", shape.HeadDim);
        header.Add("llama.attention.value_length", shape.HeadDim);
        header.Add("llama.attention.layer_norm_rms_epsilon", (float)shape.NormEpsilon);
        header.Add("llama.rope.dimension_count", shape.HeadDim);
        header.Add("llama.rope.freq_base", (float)shape.RopeTheta);
        if (shape.LinearRopeFactor is { } factor)
        {
            header.Add("llama.rope.scaling.type", "linear");
            header.Add("llama.rope.scaling.factor", (float)factor);
        }

        WriteTokenizer(header, folder, shape);
        if (CheckpointTemplate.Find(folder) is { } template)
            header.Add("tokenizer.chat_template", template.Source);
    }

    private static void WriteTokenizer(GgufHeader header, string folder, GgufShape shape)
    {
        var model = SentencePieceOf(folder);
        if (model.Pieces.Count > shape.Vocabulary)
            throw new InvalidDataException($"{folder}: the tokenizer has {model.Pieces.Count} tokens, and the model rows for {shape.Vocabulary}.");
        var pieces = model.Pieces.ToList();
        while (pieces.Count < shape.Vocabulary) // rows that no text reaches, as the converter names them
            pieces.Add(new($"[PAD{pieces.Count}]", -10_000, PieceType.Unused));

        header.Add("tokenizer.ggml.model", "llama");
        header.Add("tokenizer.ggml.pre", "default");
        header.Add("tokenizer.ggml.tokens", pieces.Select(piece => piece.Text).ToList());
        header.Add("tokenizer.ggml.scores", pieces.Select(piece => piece.Score).ToList());
        header.Add("tokenizer.ggml.token_type", pieces.Select(piece => (int)piece.Type).ToList()); // the same numbers as SentencePiece's
        header.Add("tokenizer.ggml.unknown_token_id", model.UnknownId);
        if (model.BosId is { } begin)
            header.Add("tokenizer.ggml.bos_token_id", begin);
        if (model.EosId is { } end)
            header.Add("tokenizer.ggml.eos_token_id", end);
        if (model.PadId is { } pad)
            header.Add("tokenizer.ggml.padding_token_id", pad);
        header.Add("tokenizer.ggml.add_bos_token", model.BosId is not null);
        header.Add("tokenizer.ggml.add_eos_token", false);
        header.Add("tokenizer.ggml.add_space_prefix", model.Normalizer.Prefix != DummyPrefix.None);
    }

    // llama.cpp merges by scores, as SentencePiece does; a tokenizer.json is restated that way, or refused where it cannot be.
    private static TokenizerModel SentencePieceOf(string folder)
    {
        var model = TokenizerFiles.Read(folder);
        try
        {
            if (model.ModelFile is null)
                model = ModelProtoReader.Read(ModelProtoWriter.Write(model), model.Source);
        }
        catch (InvalidOperationException problem)
        {
            throw new InvalidDataException($"{model.Source}: llama.cpp merges by scores, and this vocabulary cannot be said so: {problem.Message}", problem);
        }

        if (model.Normalizer.Charsmap is not null || model.Normalizer.RemoveExtraWhitespaces || !model.Normalizer.EscapeWhitespaces)
            throw new InvalidDataException($"{model.Source}: normalises text before it is tokenised, which llama.cpp does not do for this kind of vocabulary.");
        return model;
    }
}
