using System.Text;

namespace Solar.Research.Data.Templates;

/// <summary>A text that remembers which of its characters a message says and which a template writes.</summary>
internal sealed class MarkedText
{
    private readonly IReadOnlyList<(int Start, int End)> spoken;

    private MarkedText(string text, IReadOnlyList<(int Start, int End)> spoken) => (Text, this.spoken) = (text, spoken);

    public static MarkedText Empty { get; } = new("", []);

    public string Text { get; }

    public int Length => Text.Length;

    /// <summary>What messages say, in order and apart, from Start to before End.</summary>
    public IReadOnlyList<(int Start, int End)> Spoken => spoken;

    public static MarkedText Written(string text) => new(text, []);

    public static MarkedText Said(string text) => new(text, text.Length == 0 ? [] : [(0, text.Length)]);

    public static MarkedText Join(MarkedText first, MarkedText second)
    {
        if (first.Length == 0 || second.Length == 0)
            return first.Length == 0 ? second : first;
        var builder = new Builder();
        builder.Append(first);
        builder.Append(second);
        return builder.ToText();
    }

    public MarkedText Slice(int start, int length)
    {
        if (start == 0 && length == Length)
            return this;
        var kept = new List<(int Start, int End)>();
        for (int i = FirstEndingAfter(start); i < spoken.Count && spoken[i].Start < start + length; i++)
            kept.Add((Math.Max(spoken[i].Start, start) - start, Math.Min(spoken[i].End, start + length) - start));
        return new(Text.Substring(start, length), kept);
    }

    /// <summary>A text made from this one, in which places do not correspond: spoken from end to end if any of this is.</summary>
    public MarkedText Remade(string text) =>
        text.Length == Length ? new(text, spoken) : spoken.Count > 0 ? Said(text) : Written(text);

    public override string ToString() => Text;

    private int FirstEndingAfter(int place)
    {
        int low = 0, high = spoken.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = spoken[middle].End > place ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    internal sealed class Builder
    {
        private readonly StringBuilder text = new();
        private readonly List<(int Start, int End)> spoken = [];

        public int Length => text.Length;

        public void Append(MarkedText part)
        {
            foreach (var (start, end) in part.Spoken)
            {
                if (spoken.Count > 0 && spoken[^1].End == text.Length + start)
                    spoken[^1] = (spoken[^1].Start, text.Length + end);
                else
                    spoken.Add((text.Length + start, text.Length + end));
            }

            text.Append(part.Text);
        }

        public MarkedText ToText() => new(text.ToString(), spoken.ToArray());
    }
}
