using System.Globalization;
using System.Text;

namespace Solar.Research.Evaluation;

/// <summary>JSON to the byte as Python's <c>json.dumps</c> writes it by default: ", " and ": " between, all but ASCII escaped.</summary>
internal static class PythonJson
{
    /// <summary>A string.</summary>
    public static StringBuilder AppendString(this StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\f' => json.Append("\\f"),
                '\b' => json.Append("\\b"),
                >= ' ' and <= '~' => json.Append(character),
                _ => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }

        return json.Append('"');
    }

    /// <summary>A list of strings.</summary>
    public static StringBuilder AppendList(this StringBuilder json, IReadOnlyList<string> texts)
    {
        json.Append('[');
        for (var i = 0; i < texts.Count; i++)
            json.Append(i == 0 ? "" : ", ").AppendString(texts[i]);
        return json.Append(']');
    }
}
