using System.Text.Json;
using System.Text.Json.Nodes;
using Solar.Notebooks.Jupyter.Requests;

namespace Solar.Notebooks.Jupyter.Specs;

/// <summary>What a front end needs to list the kernel and to start it: the file <c>kernel.json</c>.</summary>
/// <param name="Program">The command that starts this program, absolute.</param>
/// <param name="Environment">Variables that the kernel needs and a front end may not have.</param>
internal sealed record KernelSpec(IReadOnlyList<string> Program, IReadOnlyDictionary<string, string> Environment)
{
    public const string FileName = "kernel.json";
    public const string DisplayName = "C# (Solar)";

    private static readonly string[] Arguments = ["kernel", "run", "{connection_file}"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a folder of kernels holds a kernel of this program, so that it may be replaced or removed.</summary>
    public static bool IsOurs(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName)))?["argv"] is JsonArray argv
                && argv.Select(argument => argument?.ToString()).TakeLast(Arguments.Length).SequenceEqual(Arguments);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            return false;
        }
    }

    public string ToJson()
    {
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. Program.Concat(Arguments).Select(argument => JsonValue.Create(argument))]),
            ["display_name"] = DisplayName,
            ["language"] = KernelInfo.Language,
            // By message, because a signal reaches nothing on Windows.
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        if (Environment.Count > 0)
            spec["env"] = new JsonObject(Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
        return spec.ToJsonString(Indented) + "\n";
    }
}
