using System.Text.Json;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>What the kernel is. Written without anything that takes long to load, because clients wait for it.</summary>
internal static class KernelInfo
{
    /// <summary>The language's name as VS Code and Jupyter know it.</summary>
    public const string Language = "C#";

    private static readonly string Version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteString("status", "ok");
        json.WriteString("protocol_version", MessageWriter.ProtocolVersion);
        json.WriteString("implementation", "solar-notebooks");
        json.WriteString("implementation_version", Version);
        json.WriteStartObject("language_info");
        json.WriteString("name", Language);
        json.WriteString("version", "14.0");
        json.WriteString("mimetype", "text/x-csharp");
        json.WriteString("file_extension", ".csx");
        json.WriteString("pygments_lexer", "csharp");
        json.WriteString("codemirror_mode", "text/x-csharp");
        json.WriteEndObject();
        json.WriteString("banner", $"C# 14 on .NET {Environment.Version}, Solar.Notebooks {Version}");
        json.WriteBoolean("debugger", false);
        json.WriteStartArray("help_links");
        json.WriteStartObject();
        json.WriteString("text", "C# reference");
        json.WriteString("url", "https://learn.microsoft.com/dotnet/csharp/language-reference/");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("supported_features");
        json.WriteEndArray();
    }
}
