using System.Text.Json;

namespace Solar.Research.Data.Tokenization;

/// <summary>The files of a tokenizer in a checkpoint folder.</summary>
internal static class TokenizerFiles
{
    public const string Model = "tokenizer.model";
    public const string Json = "tokenizer.json";
    public const string Config = "tokenizer_config.json";
    public const string Specials = "special_tokens_map.json";

    private const long LargestFile = 512L << 20;

    public static TokenizerModel Read(string pathOrFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(pathOrFolder);
        if (!Directory.Exists(pathOrFolder))
            return ReadFile(pathOrFolder);

        string model = Path.Combine(pathOrFolder, Model);
        string json = Path.Combine(pathOrFolder, Json);
        if (File.Exists(model) && File.Exists(json))
            return Agreed(ReadFile(model), ReadFile(json));
        if (File.Exists(model))
            return ReadFile(model);
        if (File.Exists(json))
            return ReadFile(json);
        throw new FileNotFoundException($"'{pathOrFolder}' holds neither {Model} nor {Json}.");
    }

    public static void Write(string folder, TokenizerModel model)
    {
        byte[] modelFile = model.ModelFile ?? ModelProtoWriter.Write(model);
        byte[] jsonFile = model.JsonFile ?? TokenizerJsonWriter.Write(model);
        Directory.CreateDirectory(folder);
        WriteAside(folder, Model, modelFile);
        WriteAside(folder, Json, jsonFile);
        WriteAside(folder, Config, TokenizerJsonWriter.Config(model));
        WriteAside(folder, Specials, TokenizerJsonWriter.SpecialTokens(model));
    }

    // Both there: they must be one vocabulary. SentencePiece's file decides how it merges; tokens that only the JSON adds make it the whole truth.
    private static TokenizerModel Agreed(TokenizerModel model, TokenizerModel json)
    {
        for (int id = 0; id < Math.Min(model.Pieces.Count, json.Pieces.Count); id++)
        {
            if (model.Pieces[id].Text != json.Pieces[id].Text)
            {
                throw new InvalidDataException($"'{model.Source}' and '{json.Source}' disagree: token {id} is '{model.Pieces[id].Text}' in one "
                    + $"and '{json.Pieces[id].Text}' in the other. Load the right one by its own path.");
            }
        }

        return json.Pieces.Count > model.Pieces.Count ? json : model;
    }

    private static TokenizerModel ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no tokenizer at '{path}': a {Model}, a {Json} or a folder with one is expected.", path);
        if (file.Length > LargestFile)
            throw new InvalidDataException($"'{path}' has {file.Length} bytes; no tokenizer is larger than {LargestFile}.");
        byte[] bytes = File.ReadAllBytes(path);
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return ModelProtoReader.Read(bytes, path);
        string beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return WithSpecials(WithSpecials(TokenizerJsonReader.Read(bytes, path), Path.Combine(beside, Specials)), Path.Combine(beside, Config));
    }

    // A tokenizer.json does not say which token begins or ends a text; the files beside it do.
    private static TokenizerModel WithSpecials(TokenizerModel model, string path)
    {
        if (!File.Exists(path))
            return model;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return model with
            {
                BosId = IdOf(document.RootElement, "bos_token", model.BosId),
                EosId = IdOf(document.RootElement, "eos_token", model.EosId),
                PadId = IdOf(document.RootElement, "pad_token", model.PadId),
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' does not name special tokens in a usable way: {problem.Message.TrimEnd('.')}.", problem);
        }

        int? IdOf(JsonElement root, string name, int? otherwise)
        {
            if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                return otherwise;
            string? text = value.ValueKind == JsonValueKind.Object ? value.GetProperty("content").GetString() : value.GetString();
            for (int id = 0; id < model.Pieces.Count; id++)
            {
                if (model.Pieces[id].Text == text)
                    return id;
            }

            throw new InvalidDataException($"its {name} '{text}' is not in the vocabulary");
        }
    }

    private static void WriteAside(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".part", bytes);
        File.Move(path + ".part", path, overwrite: true);
    }
}
