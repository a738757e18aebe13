using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Notebooks.Runner.Checks;

/// <summary>Compares JSON: order of members does not matter, numbers count within the tolerance.</summary>
internal static class JsonComparison
{
    public static OutputDifference? FirstDifference(JsonNode? stored, JsonNode? fresh, CheckOptions options, string path = "$")
    {
        switch (stored, fresh)
        {
            case (JsonObject was, JsonObject now):
                foreach (var name in was.Select(m => m.Key).Union(now.Select(m => m.Key)))
                {
                    var place = $"{path}.{name}";
                    if (!was.ContainsKey(name) || !now.ContainsKey(name))
                        return new(place, was.ContainsKey(name) ? Short(was[name]) : "(not there)", now.ContainsKey(name) ? Short(now[name]) : "(not there)");
                    if (FirstDifference(was[name], now[name], options, place) is { } within)
                        return within;
                }

                return null;
            case (JsonArray was, JsonArray now):
                if (was.Count != now.Count)
                    return new(path, $"{was.Count} items", $"{now.Count} items");
                return was.Zip(now).Select((p, i) => FirstDifference(p.First, p.Second, options, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).FirstOrDefault(d => d is not null);
            case (JsonValue was, JsonValue now) when Number(was) is { } a && Number(now) is { } b:
                return TextComparison.Apart(a, b, options) is { } why ? new(path, Short(was), Short(now), why) : null;
            case (JsonValue was, JsonValue now) when was.TryGetValue<string>(out var a) && now.TryGetValue<string>(out var b):
                return TextComparison.FirstDifference(a, b, options)?.In(path);
            default:
                return JsonNode.DeepEquals(stored, fresh) ? null : new(path, Short(stored), Short(fresh));
        }
    }

    private static double? Number(JsonValue value)
    {
        if (value.GetValueKind() != JsonValueKind.Number)
            return null;
        if (value.TryGetValue<double>(out var real))
            return real;
        return value.TryGetValue<float>(out var single) ? single : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
    }

    private static string Short(JsonNode? node)
    {
        var text = Documents.Json.JsonStyle.Canonical.Write(node, 0);
        return text.Length > 100 ? text[..99] + "…" : text;
    }
}
