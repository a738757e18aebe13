using System.Buffers;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Turns ids into text as they come, and never gives half a character.</summary>
/// <remarks>
/// SentencePiece's rules: a run of byte tokens is read as UTF-8, and each byte that is part of no character becomes U+FFFD.
/// Departs: Hugging Face replaces every byte of a run that has one bad byte; that cannot be streamed, and only malformed output shows it.
/// </remarks>
public sealed class StreamingDecoder
{
    private readonly DecodingTable table;
    private readonly byte[] pending = new byte[4];
    private readonly StringBuilder text = new();
    private int pendingCount;
    private bool atStart = true;
    private bool prefixDropped;
    private bool anyText;

    internal StreamingDecoder(DecodingTable table) => this.table = table;

    /// <summary>The text that this id completes; empty while a character is still open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public string Push(int id)
    {
        Write(id);
        return Taken();
    }

    /// <summary>What was held back, a U+FFFD for each byte of an unfinished character; the decoder then starts afresh.</summary>
    public string Flush()
    {
        EndBytes();
        string last = Taken();
        (atStart, prefixDropped, anyText) = (true, false, false);
        return last;
    }

    internal void Write(int id)
    {
        if ((uint)id >= (uint)table.Count)
            throw new ArgumentOutOfRangeException(nameof(id), id, $"The vocabulary has the ids 0 to {table.Count - 1}.");
        if (table.ByteOf(id) is var value and >= 0)
        {
            pending[pendingCount++] = (byte)value;
            DrainBytes(final: false);
            return;
        }

        EndBytes();
        atStart &= !prefixDropped && !anyText;
        string surface = table.SurfaceOf(id);
        bool drops = atStart && table.BeginsWithSpace(id) && table.DropsPrefix;
        prefixDropped = drops && !table.DropsAllLeadingSpace;
        Emit(drops ? surface.AsSpan(1) : surface);
    }

    internal string Taken()
    {
        if (text.Length == 0)
            return "";
        string taken = text.ToString();
        text.Clear();
        return taken;
    }

    internal void EndBytes() => DrainBytes(final: true);

    private void Emit(ReadOnlySpan<char> piece)
    {
        text.Append(piece);
        anyText |= piece.Length > 0;
    }

    private void DrainBytes(bool final)
    {
        Span<char> utf16 = stackalloc char[2];
        int from = 0;
        while (from < pendingCount)
        {
            var status = Rune.DecodeFromUtf8(pending.AsSpan(from, pendingCount - from), out var rune, out int length);
            if (status == OperationStatus.NeedMoreData && !final)
                break;
            if (status == OperationStatus.Done)
            {
                Emit(utf16[..rune.EncodeToUtf16(utf16)]);
                from += length;
            }
            else
            {
                Emit("\uFFFD");
                from++;
            }
        }

        pending.AsSpan(from, pendingCount - from).CopyTo(pending);
        pendingCount -= from;
    }
}
