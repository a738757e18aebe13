using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>What stands behind <c>#!sql</c>.</summary>
/// <param name="ResultName">The variable that the last result becomes.</param>
internal sealed record SqlOptions(string? ResultName)
{
    public static SqlOptions Parse(IReadOnlyList<string> options) => options switch
    {
        [] => new(ResultName: null),
        ["--name" or "-n", var name] => new(name),
        _ => throw new CellFailedException("Unknown option", $"#!sql takes '--name <variable>' and nothing else; it was given '{string.Join(' ', options)}'."),
    };
}
