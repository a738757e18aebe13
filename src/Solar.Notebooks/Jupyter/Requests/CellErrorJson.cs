using System.Text.Json;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>The members of Jupyter's messages about errors.</summary>
internal static class CellErrorJson
{
    public static void Write(this CellError error, Utf8JsonWriter json)
    {
        json.WriteText("ename", error.Name);
        json.WriteText("evalue", error.Message);
        json.WriteTexts("traceback", error.Traceback);
    }

    /// <summary>The content of a reply that is nothing but an error.</summary>
    public static void WriteReply(this CellError error, Utf8JsonWriter json)
    {
        json.WriteString("status", "error");
        error.Write(json);
    }
}
