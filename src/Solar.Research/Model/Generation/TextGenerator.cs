using System.Text;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Model.Generation;

/// <summary>The text that was added to one prompt; the stop text that ended it is not part of it.</summary>
/// <param name="Text">Without the prompt.</param>
/// <param name="Ids">The tokens, those of the stop text among them.</param>
/// <param name="Reason">Why there is no more.</param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, StopReason Reason);

/// <summary>Continues texts.</summary>
public sealed class TextGenerator(Decoder decoder, BpeTokenizer tokenizer, GenerationOptions options)
{
    /// <summary>Continues each prompt until it ends.</summary>
    /// <param name="prompts">Texts; each is opened with the tokenizer's begin token, if it has one.</param>
    /// <param name="onText">Called with the row and each piece of text that is certain to stay.</param>
    public IReadOnlyList<GeneratedText> Generate(IReadOnlyList<string> prompts, Action<int, string>? onText = null) =>
        Generate([.. prompts.Select(prompt => tokenizer.EncodeToIds(prompt, addBos: tokenizer.BosId is not null))], onText);

    /// <summary>Continues each prompt until it ends.</summary>
    /// <param name="ids">Prompts as tokens, just as the model is to read them.</param>
    /// <param name="onText">Called with the row and each piece of text that is certain to stay.</param>
    public IReadOnlyList<GeneratedText> Generate(IReadOnlyList<IReadOnlyList<int>> ids, Action<int, string>? onText = null)
    {
        var streams = ids.Select(prompt => new StoppingText(After(prompt), options.StopTexts)).ToArray();
        void Tell(int row)
        {
            if (streams[row].TakeCertain() is { Length: > 0 } piece)
                onText?.Invoke(row, piece);
        }

        var added = new TokenGenerator(decoder, options).Generate(ids, (row, id) =>
        {
            var goesOn = streams[row].Push(id);
            Tell(row);
            return goesOn;
        });

        return [.. added.Select((tokens, row) =>
        {
            streams[row].End();
            Tell(row);
            return new GeneratedText(streams[row].Text, tokens.Ids, streams[row].Stopped ? StopReason.StopText : tokens.Reason);
        })];
    }

    // A decoder that has read the prompt: what begins a text loses its first space, what goes on in one keeps it.
    private StreamingDecoder After(IReadOnlyList<int> prompt)
    {
        var decoder = tokenizer.NewStreamingDecoder();
        foreach (var id in prompt)
            decoder.Push(id);
        return decoder;
    }
}

/// <summary>A growing text that ends where the first of some stop texts begins.</summary>
internal sealed class StoppingText(StreamingDecoder decoder, IReadOnlyList<string> stops)
{
    private readonly StringBuilder text = new();
    private int told;
    private bool ended;

    /// <summary>What there is, up to the stop text.</summary>
    public string Text => text.ToString();

    /// <summary>Whether a stop text has come.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Adds a token; returns whether the text goes on.</summary>
    public bool Push(int id)
    {
        Add(decoder.Push(id));
        return !Stopped;
    }

    /// <summary>There will be no more tokens.</summary>
    public void End()
    {
        if (!Stopped)
            Add(decoder.Flush());
        ended = true;
    }

    /// <summary>What has not been taken before and no stop text can take back.</summary>
    public string TakeCertain()
    {
        var certain = Text.Length - (ended || Stopped ? 0 : PossibleBeginning(Text));
        if (certain <= told)
            return "";
        var piece = text.ToString(told, certain - told);
        told = certain;
        return piece;
    }

    private void Add(string piece)
    {
        // A stop text may begin in what was there and end in the new piece.
        var from = Math.Max(0, text.Length - stops.Select(stop => stop.Length).DefaultIfEmpty(0).Max() + 1);
        text.Append(piece);
        var whole = Text;
        var begins = stops.Select(stop => whole.IndexOf(stop, Math.Min(from, whole.Length), StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (begins < 0)
            return;
        text.Length = begins;
        Stopped = true;
    }

    // How many characters at the end might be the beginning of a stop text.
    private int PossibleBeginning(string whole) =>
        stops.Select(stop => Enumerable.Range(0, Math.Min(stop.Length, whole.Length + 1)).Reverse()
            .First(length => whole.EndsWith(stop[..length], StringComparison.Ordinal))).DefaultIfEmpty(0).Max();
}
