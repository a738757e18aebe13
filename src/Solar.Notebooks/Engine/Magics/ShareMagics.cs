using System.Text.Json;

namespace Solar.Notebooks.Engine.Magics;

/// <summary>The magics that carry values into the cell's language.</summary>
internal static class ShareMagics
{
    /// <summary><c>#!share</c>: the very object, unless a MIME type asks for a copy in that form.</summary>
    public static void Share(MagicCall call)
    {
        if (call.Plain() is not [var name])
            throw call.Misused("one variable is named");
        var source = call.Session.Language(call.Required("--from"));
        var variable = Find(call, source, name);
        Declare(call, call.Option("--as") ?? name, variable, call.Option("--mime-type"), byReference: true);
    }

    /// <summary><c>#!set</c>: a literal, an answer, or another language's value; a copy, as .NET Interactive has it, unless <c>--byref</c>.</summary>
    public static void Set(MagicCall call)
    {
        var name = call.Required("--name");
        var value = call.Required("--value");
        var form = call.Option("--mime-type");
        if (Behind(value, "@input") is { } question)
            call.Language.Declare(name, NotebookApi.Input(question is "" ? name : question), typeof(string));
        else if (Behind(value, "@password") is { } secret)
            call.Language.Declare(name, NotebookApi.Password(secret is "" ? name : secret), typeof(string));
        else if (value.StartsWith('@') && value.Split(':', 2) is [var language, var variable])
            Declare(call, name, Find(call, call.Session.Language(language[1..]), variable), form, call.Has("--byref"));
        else
            Declare(call, name, new(name, form == "application/json" ? JsonDocument.Parse(value) : value, form == "application/json" ? typeof(JsonDocument) : typeof(string)), null, byReference: true);
    }

    private static string? Behind(string value, string word) =>
        value == word ? "" : value.StartsWith(word + ":", StringComparison.Ordinal) ? value[(word.Length + 1)..].Trim('"') : null;

    private static Variable Find(MagicCall call, ILanguage source, string name) =>
        source.Variables.LastOrDefault(variable => variable.Name == name)
        ?? throw new CellFailedException("UnknownVariable", $"{call.Place}: {source.Name} has no variable {name}. It has {(source.Variables.Count == 0 ? "none" : string.Join(", ", source.Variables.Select(variable => variable.Name)))}.");

    private static void Declare(MagicCall call, string name, Variable variable, string? form, bool byReference)
    {
        if (form is not null and not "application/json" and not "text/plain")
            throw call.Misused($"a variable travels as application/json or text/plain, not as {form}");
        var (value, type) = form switch
        {
            "text/plain" => (Convert.ToString(variable.Value, System.Globalization.CultureInfo.InvariantCulture), typeof(string)),
            null when byReference => (variable.Value, variable.Type),
            _ => Copy(variable),
        };
        call.Language.Declare(name, value, type);
    }

    // As .NET Interactive does it: true and false, numbers and texts arrive as such, all else as a document.
    private static (object? Value, Type Type) Copy(Variable variable)
    {
        var document = JsonSerializer.SerializeToDocument(variable.Value, variable.Type);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => (document.RootElement.GetBoolean(), typeof(bool)),
            JsonValueKind.Number => (document.RootElement.GetDouble(), typeof(double)),
            JsonValueKind.String => (document.RootElement.GetString(), typeof(string)),
            JsonValueKind.Null => (null, typeof(object)),
            _ => (document, typeof(JsonDocument)),
        };
    }
}
