using System.Text.Json;

namespace Solar.TorchSharp.Tests;

/// <summary>Numbers that another implementation gave, in References, with the script that asked it for them.</summary>
internal static class Reference
{
    public static JsonElement Open(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "References", name))).RootElement;

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
