using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Solar.Notebooks.Engine;

/// <summary>The frames of an exception that a reader of the notebook knows: his cells' and his libraries', not the engine's.</summary>
internal static partial class CellStack
{
    private static readonly string[] Hidden =
    [
        "Solar.Notebooks.Engine.", "System.Runtime.CompilerServices.", "System.Runtime.ExceptionServices.", "System.Runtime.ControlledExecution",
        "System.Threading.Tasks.Task", "System.Threading.Thread", "System.Threading.ExecutionContext", "System.Reflection.", "System.RuntimeMethodHandle",
    ];

    /// <summary>One line a frame, innermost first.</summary>
    public static IEnumerable<string> Of(Exception thrown)
    {
        foreach (var frame in new StackTrace(thrown, fNeedFileInfo: true).GetFrames())
        {
            if (Line(frame) is { } line)
                yield return line;
        }
    }

    private static string? Line(StackFrame frame)
    {
        if (frame.GetMethod() is not { DeclaringType: { } type } method)
            return null;
        var place = frame.GetFileName() is { } file && frame.GetFileLineNumber() > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}, line {frame.GetFileLineNumber()}") // a stored notebook holds no machine's paths
            : null;
        var cell = type;
        while (cell.DeclaringType is not null)
            cell = cell.DeclaringType;
        if (!TypeNames.IsCell(cell))
            return Hidden.Any(prefix => $"{type.FullName}.{method.Name}".StartsWith(prefix, StringComparison.Ordinal)) ? null : Write($"{type.FullName}.{method.Name}", place);

        var name = Name(type, method.Name, cell);
        return name is null && place is null ? null : Write(name, place);
    }

    private static string Write(string? name, string? place) => (name, place) switch
    {
        (null, _) => $"   at {place}",
        (_, null) => $"   at {name}",
        _ => $"   at {name} in {place}",
    };

    // The compiler hides a name in what it generates: <Outer>g__Local|0_1 is a local function, <Main>b__0 a lambda, <Run>d__4.MoveNext an async method.
    private static string? Name(Type type, string method, Type cell)
    {
        if (method is "<Factory>" or "<Initialize>" or ".ctor" && type == cell)
            return null;
        var generated = Generated().Match(method == "MoveNext" ? type.Name : method);
        var own = generated.Groups["local"].Value is { Length: > 0 } local ? local
            : generated.Groups["outer"].Value is { Length: > 0 } outer ? outer
            : method;
        if (own is "<Initialize>" or "Initialize" or ".ctor" or ".cctor" && (type == cell || type.Name.StartsWith('<')))
            return generated.Groups["lambda"].Success ? "a lambda" : null;
        var holders = new List<string>();
        for (var holder = type; holder is not null && holder != cell; holder = holder.DeclaringType)
        {
            if (!holder.Name.StartsWith('<'))
                holders.Insert(0, holder.Name);
        }

        return string.Join('.', holders.Append(own)) + (generated.Groups["lambda"].Success ? ", a lambda" : "");
    }

    [GeneratedRegex(@"^<+(?<outer>[^>]*)>+(?:g__(?<local>[^|]+)\||(?<lambda>b__)|d__)")]
    private static partial Regex Generated();
}
