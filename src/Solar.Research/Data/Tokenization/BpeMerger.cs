using System.Buffers;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Merges one stretch of text: always the pair of lowest rank, of equals the leftmost, until none is left.</summary>
/// <remarks>A heap of pairs and a linked list of symbols: O(n log n). Holds its arrays between calls; not for two threads at once.</remarks>
internal sealed class BpeMerger(MergeTable table)
{
    private readonly record struct Candidate(ulong Order, int Left, int Right, int Merged);

    private int[] symbols = new int[64];
    private int[] starts = new int[64];
    private int[] previous = new int[64];
    private int[] following = new int[64];
    private Candidate[] heap = new Candidate[64];
    private int heapCount;

    // Pieces of type Unused are taken apart again the way they were last proposed, as SentencePiece does; null when there are none.
    private readonly Dictionary<int, (int Left, int Right)> lastProposed = [];

    /// <summary>Symbols that may only be passed through; empty for almost every vocabulary.</summary>
    public required IReadOnlySet<int> Unused { get; init; }

    /// <summary>Writes the symbols of a text, or, for a character that has none, the complement ~start of its place.</summary>
    public void Merge(ReadOnlySpan<char> text, List<int> into)
    {
        int count = Split(text);
        heapCount = 0;
        lastProposed.Clear();
        for (int i = 0; i + 1 < count; i++)
            Propose(i, i + 1);

        while (heapCount > 0)
        {
            var best = Pop();
            int left = (int)(uint)best.Order;
            int right = following[left];
            if (symbols[left] != best.Left || right < 0 || symbols[right] != best.Right)
                continue; // one of the two has merged with another since

            symbols[left] = best.Merged;
            symbols[right] = int.MinValue;
            following[left] = following[right];
            if (following[left] >= 0)
                previous[following[left]] = left;
            if (previous[left] >= 0)
                Propose(previous[left], left);
            if (following[left] >= 0)
                Propose(left, following[left]);
        }

        for (int i = 0; i >= 0 && count > 0; i = following[i])
            Emit(symbols[i], starts[i], into);
    }

    private int Split(ReadOnlySpan<char> text)
    {
        if (symbols.Length < text.Length)
        {
            int size = Math.Max(text.Length, symbols.Length * 2);
            (symbols, starts, previous, following) = (new int[size], new int[size], new int[size], new int[size]);
        }

        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            int codePoint = text[i];
            int length = 1;
            if (char.IsSurrogate(text[i]))
                codePoint = Rune.DecodeFromUtf16(text[i..], out var rune, out length) == OperationStatus.Done ? rune.Value : 0xFFFD;
            symbols[count] = table.SymbolOf(codePoint);
            starts[count] = i;
            previous[count] = count - 1;
            following[count] = count + 1;
            i += length;
        }

        if (count > 0)
            following[count - 1] = -1;
        return count;
    }

    private void Propose(int left, int right)
    {
        if (symbols[left] < 0 || symbols[right] < 0 || !table.TryGet(symbols[left], symbols[right], out int rank, out int merged))
            return;
        if (Unused.Count > 0 && Unused.Contains(merged))
            lastProposed[merged] = (symbols[left], symbols[right]);
        Push(new(((ulong)(uint)rank << 32) | (uint)left, symbols[left], symbols[right], merged));
    }

    private void Emit(int symbol, int start, List<int> into)
    {
        if (Unused.Count > 0 && Unused.Contains(symbol) && lastProposed.TryGetValue(symbol, out var halves))
        {
            Emit(halves.Left, start, into);
            Emit(halves.Right, start + table.Texts[halves.Left].Length, into);
        }
        else
        {
            into.Add(symbol >= 0 ? symbol : ~start);
        }
    }

    private void Push(Candidate candidate)
    {
        if (heapCount == heap.Length)
            Array.Resize(ref heap, heapCount * 2);
        int at = heapCount++;
        while (at > 0 && heap[(at - 1) / 2].Order > candidate.Order)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = candidate;
    }

    private Candidate Pop()
    {
        var top = heap[0];
        var last = heap[--heapCount];
        int at = 0;
        for (int child = 1; child < heapCount; child = (2 * at) + 1)
        {
            if (child + 1 < heapCount && heap[child + 1].Order < heap[child].Order)
                child++;
            if (heap[child].Order >= last.Order)
                break;
            heap[at] = heap[child];
            at = child;
        }

        heap[at] = last;
        return top;
    }
}
