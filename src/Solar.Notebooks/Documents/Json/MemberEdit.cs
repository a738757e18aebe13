namespace Solar.Notebooks.Documents.Json;

/// <summary>The edit that gives a member of an object a value.</summary>
internal static class MemberEdit
{
    /// <param name="text">The whole text.</param>
    /// <param name="target">The object, which has at least one member.</param>
    /// <param name="style">The text's layout.</param>
    /// <param name="level">How many steps the object's members are indented.</param>
    /// <param name="name">The member; where it is missing it goes to its place in the alphabet, or to the end if the members are not sorted.</param>
    /// <param name="value">The value's text.</param>
    public static TextEdit Set(string text, JsonPiece target, JsonStyle style, int level, string name, string value)
    {
        if (target[name] is { } present)
            return new(present.Start, present.End, value);
        var member = style.Quote(name) + style.Colon + value;
        var next = style.Sorted ? target.Members.FirstOrDefault(m => string.CompareOrdinal(m.Name, name) > 0) : default;
        if (next.Value is not null)
            return new(next.NameStart, next.NameStart, member + style.Between(level));
        var last = target.Members[^1].Value.End;
        return new(last, last, style.Between(level) + member);
    }
}
