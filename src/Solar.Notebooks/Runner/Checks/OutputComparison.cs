using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Notebooks.Display;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Runner.Checks;

/// <summary>Compares what a cell has stored with what it made now.</summary>
internal static class OutputComparison
{
    public static OutputDifference? FirstDifference(IReadOnlyList<CellOutput> stored, IReadOnlyList<CellOutput> fresh, CheckOptions options)
    {
        var (was, now) = (Joined(stored), Joined(fresh));
        for (var i = 0; i < Math.Max(was.Count, now.Count); i++)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"output {i + 1}");
            if (i >= was.Count || i >= now.Count)
                return new(where, i < was.Count ? Short(was[i]) : "(none)", i < now.Count ? Short(now[i]) : "(none)");
            if (Output(was[i], now[i], options) is { } difference)
                return difference.In(where);
        }

        return null;
    }

    private static OutputDifference? Output(CellOutput stored, CellOutput fresh, CheckOptions options) => (stored, fresh) switch
    {
        (StreamOutput was, StreamOutput now) when was.Name == now.Name => TextComparison.FirstDifference(was.Text, now.Text, options)?.In(was.Name),
        (DisplayOutput was, DisplayOutput now) => Bundle(was.Bundle, now.Bundle, options),
        (ResultOutput was, ResultOutput now) => Bundle(was.Bundle, now.Bundle, options),
        (ErrorOutput was, ErrorOutput now) => TextComparison.FirstDifference($"{was.Name}: {was.Message}", $"{now.Name}: {now.Message}", options)?.In("error"),
        (UnknownOutput was, UnknownOutput now) => JsonComparison.FirstDifference(was.Content, now.Content, options),
        _ => new("", Short(stored), Short(fresh)),
    };

    private static OutputDifference? Bundle(MimeBundle stored, MimeBundle fresh, CheckOptions options)
    {
        foreach (var mimeType in stored.Data.Keys.Union(fresh.Data.Keys).Order(StringComparer.Ordinal))
        {
            if (IsImage(mimeType) && options.Images == ImageComparison.Skip)
                continue;
            if (!stored.Data.TryGetValue(mimeType, out var was) || !fresh.Data.TryGetValue(mimeType, out var now))
                return new(mimeType, stored.Data.ContainsKey(mimeType) ? "there" : "(not there)", fresh.Data.ContainsKey(mimeType) ? "there" : "(not there)");
            if (Content(mimeType, was, now, options) is { } difference)
                return difference.In(mimeType);
        }

        return null;
    }

    private static OutputDifference? Content(string mimeType, JsonNode? stored, JsonNode? fresh, CheckOptions options)
    {
        if (!IsImage(mimeType))
        {
            return OutputJson.IsJson(mimeType)
                ? JsonComparison.FirstDifference(stored, fresh, options)
                : TextComparison.FirstDifference(OutputJson.Text(stored), OutputJson.Text(fresh), options);
        }

        if (options.Images != ImageComparison.Size || mimeType != "image/png")
            return null;
        var (was, now) = (PngSize(OutputJson.Text(stored)), PngSize(OutputJson.Text(fresh)));
        return was == now ? null : new("size", was, now);
    }

    // Width and height stand in the first chunk.
    private static string PngSize(string base64)
    {
        Span<byte> head = stackalloc byte[24];
        var compact = base64.Replace("\n", "", StringComparison.Ordinal);
        return compact.Length >= 32 && Convert.TryFromBase64Chars(compact.AsSpan(0, 32), head, out _) && head[1..4].SequenceEqual("PNG"u8)
            ? string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadInt32BigEndian(head[16..])} x {BinaryPrimitives.ReadInt32BigEndian(head[20..])}")
            : "(not a PNG)";
    }

    private static bool IsImage(string mimeType) => mimeType.StartsWith("image/", StringComparison.Ordinal);

    // Jupyter stores the pieces of a stream as they came.
    private static List<CellOutput> Joined(IReadOnlyList<CellOutput> outputs)
    {
        var joined = new List<CellOutput>();
        foreach (var output in outputs)
        {
            if (output is StreamOutput next && joined is [.., StreamOutput last] && last.Name == next.Name)
                joined[^1] = last with { Text = last.Text + next.Text };
            else
                joined.Add(output);
        }

        return joined;
    }

    private static string Short(CellOutput output)
    {
        var text = output switch
        {
            StreamOutput stream => $"{stream.Name}: {stream.Text}",
            DisplayOutput shown => $"display: {Plain(shown.Bundle)}",
            ResultOutput result => $"value: {Plain(result.Bundle)}",
            ErrorOutput error => $"error {error.Name}: {error.Message}",
            _ => "an output of an unknown type",
        };
        var line = text.TrimEnd().Replace("\n", "⏎", StringComparison.Ordinal);
        return line.Length > 100 ? line[..99] + "…" : line;
    }

    private static string Plain(MimeBundle bundle) =>
        bundle.Data.TryGetValue("text/plain", out var text) ? OutputJson.Text(text) : string.Join(", ", bundle.Data.Keys);
}
