namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The operators, subscripts and slices of Python on the values of a template.</summary>
internal static class Operations
{
    public static object? Apply(string sign, object? left, object? right, Budget budget) => sign switch
    {
        "==" => Values.AreEqual(left, right, budget),
        "!=" => !Values.AreEqual(left, right, budget),
        "in" => Contains(right, left, budget),
        "not in" => !Contains(right, left, budget),
        "<" => Compare(sign, left, right) < 0,
        ">" => Compare(sign, left, right) > 0,
        "<=" => Compare(sign, left, right) <= 0,
        ">=" => Compare(sign, left, right) >= 0,
        "~" => MarkedText.Join(Values.ToText(left), Values.ToText(right)),
        "+" when (left, right) is (MarkedText a, MarkedText b) => MarkedText.Join(a, b),
        "+" when (left, right) is (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Concat(b).ToList(),
        "*" when (left, right) is (MarkedText text, long times) => MarkedTextTimes(text, times),
        _ => Calculate(sign, left, right),
    };

    /// <summary>How much a result costs, told before it is made.</summary>
    public static long Cost(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("*", MarkedText text, long times) => text.Length * Math.Clamp(times, 0, int.MaxValue),
        ("+" or "~", _, _) => SizeOf(left) + SizeOf(right),
        ("in" or "not in", MarkedText part, MarkedText whole) => part.Length * (long)whole.Length / 32,
        _ => 1,
    };

    public static long SizeOf(object? value) => value switch { MarkedText text => text.Length + text.Spoken.Count, IReadOnlyList<object?> list => list.Count, _ => 1 };

    public static bool Contains(object? container, object? item, Budget budget) => container switch
    {
        MarkedText text when item is MarkedText part => text.Text.Contains(part.Text, StringComparison.Ordinal),
        IReadOnlyList<object?> list => list.Any(other => Values.AreEqual(other, item, budget)),
        OrderedDictionary<string, object?> members => item is MarkedText key && members.ContainsKey(key.Text),
        Undefined => false,
        _ => throw new InvalidDataException($"{Values.NameOf(container)} is asked whether it contains {Values.NameOf(item)}."),
    };

    public static object? Item(object? value, object? key)
    {
        switch (value)
        {
            case OrderedDictionary<string, object?> members when key is MarkedText name:
                return members.TryGetValue(name.Text, out var member) ? member : new Undefined($"the key '{name.Text}'");
            case Namespace space when key is MarkedText name:
                return space.Members.TryGetValue(name.Text, out var content) ? content : new Undefined($"the key '{name.Text}'");
            case IReadOnlyList<object?> list when key is long index:
                long at = index < 0 ? index + list.Count : index;
                return at >= 0 && at < list.Count ? list[(int)at] : new Undefined($"item {index} of a list of {list.Count}");
            case MarkedText text when key is long index:
                var length = PythonText.Length(text.Text);
                long place = index < 0 ? index + length : index;
                return place >= 0 && place < length ? CodePoint(text, PythonText.CodePoints(text.Text), (int)place) : new Undefined($"character {index} of a string of {length}");
            case Undefined undefined:
                throw new InvalidDataException($"{undefined.What} is undefined, and an item of it is asked for.");
            default:
                return new Undefined($"an item of {Values.NameOf(value)}");
        }
    }

    public static object Slice(object? value, long? start, long? stop, long step)
    {
        if (step == 0)
            throw new InvalidDataException("a slice with step 0.");
        return value switch
        {
            MarkedText text when step == 1 => SliceText(text, start, stop),
            MarkedText text => Stepped(text, start, stop, step),
            IReadOnlyList<object?> list => Places(list.Count, start, stop, step).Select(i => list[i]).ToList(),
            _ => throw new InvalidDataException($"{Values.NameOf(value)} cannot be sliced."),
        };
    }

    private static MarkedText SliceText(MarkedText text, long? start, long? stop)
    {
        var points = PythonText.CodePoints(text.Text);
        int length = points?.Length - 1 ?? text.Length;
        int from = Bound(start ?? 0, length), to = Math.Max(from, Bound(stop ?? length, length));
        return points is null ? text.Slice(from, to - from) : text.Slice(points[from], points[to] - points[from]);
    }

    /// <summary>Each character of a text.</summary>
    public static List<object?> Characters(MarkedText text)
    {
        var points = PythonText.CodePoints(text.Text);
        return Enumerable.Range(0, points?.Length - 1 ?? text.Length).Select(i => (object?)CodePoint(text, points, i)).ToList();
    }

    private static MarkedText Stepped(MarkedText text, long? start, long? stop, long step)
    {
        var points = PythonText.CodePoints(text.Text);
        var builder = new MarkedText.Builder();
        foreach (int i in Places(points?.Length - 1 ?? text.Length, start, stop, step))
            builder.Append(CodePoint(text, points, i));
        return builder.ToText();
    }

    private static MarkedText CodePoint(MarkedText text, int[]? points, int index) =>
        points is null ? text.Slice(index, 1) : text.Slice(points[index], points[index + 1] - points[index]);

    // slice.indices of Python.
    private static IEnumerable<int> Places(int length, long? start, long? stop, long step)
    {
        long from = step > 0 ? Bound(start ?? 0, length) : start is { } first ? Math.Min(first < 0 ? first + length : first, length - 1) : length - 1;
        long to = step > 0 ? Bound(stop ?? length, length) : stop is { } last ? Math.Max(-1, last < 0 ? last + length : last) : -1;
        for (long i = from; step > 0 ? i < to : i > to && i >= 0; i += step)
            yield return (int)i;
    }

    private static int Bound(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);

    private static MarkedText MarkedTextTimes(MarkedText text, long times)
    {
        var builder = new MarkedText.Builder();
        for (long i = 0; i < times; i++)
            builder.Append(text);
        return builder.ToText();
    }

    private static int Compare(string sign, object? left, object? right) => (left, right) switch
    {
        (MarkedText a, MarkedText b) => string.CompareOrdinal(a.Text, b.Text),
        _ when Values.AsNumber(left) is { } a && Values.AsNumber(right) is { } b => a.CompareTo(b),
        _ => throw Unfit(sign, left, right),
    };

    private static object Calculate(string sign, object? left, object? right)
    {
        if (Values.AsNumber(left) is not { } x || Values.AsNumber(right) is not { } y)
            throw Unfit(sign, left, right);
        if (sign is "/" or "//" or "%" && y == 0)
            throw new InvalidDataException("a division by zero.");
        try
        {
            if (sign != "/" && left is not double && right is not double)
            {
                var (a, b) = ((long)x, (long)y);
                long remainder = sign is "//" or "%" ? ((a % b) + b) % b : 0; // has the divisor's sign, as in Python
                return checked(sign switch { "+" => a + b, "-" => a - b, "*" => a * b, "//" => (a - remainder) / b, _ => remainder });
            }
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"the result of {left} {sign} {right} is larger than any template needs.");
        }

        return sign switch { "+" => x + y, "-" => x - y, "*" => x * y, "/" => x / y, "//" => Math.Floor(x / y), _ => x - (Math.Floor(x / y) * y) };
    }

    private static InvalidDataException Unfit(string sign, object? left, object? right) =>
        new($"'{sign}' is not implemented between {Values.NameOf(left)} and {Values.NameOf(right)}.");
}
