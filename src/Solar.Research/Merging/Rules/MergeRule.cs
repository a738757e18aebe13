namespace Solar.Research.Merging.Rules;

/// <summary>How one tensor is merged: it is looked at, as a whole and in any number of blocks, as often as the rule wants, and then written.</summary>
/// <remarks>
/// Blocks are handed out to threads, so <see cref="Look"/> and <see cref="Write"/> keep nothing in the rule. What a look finds goes into sums
/// of its chunk, which are concluded in the order of the chunks, and into tallies, which are whole numbers and may be added in any order:
/// so the result does not depend on the number of threads.
/// </remarks>
internal abstract class MergeRule
{
    /// <summary>The length of a row, where rows are merged one by one: then a block is a row, and a chunk holds whole ones.</summary>
    public virtual int? RowLength => null;

    /// <summary>Whether the tensor must be looked at (again) before it can be written.</summary>
    public virtual bool WantsLook => false;

    /// <summary>How many sums the next look takes of each chunk.</summary>
    public virtual int SumCount => 0;

    /// <summary>How many tallies the next look takes of the tensor.</summary>
    public virtual int TallyCount => 0;

    /// <summary>The input that the result is a plain copy of, once that is known.</summary>
    public virtual int? CopyOf => null;

    /// <summary>What was found, once the looks are done; for the record.</summary>
    public virtual IReadOnlyDictionary<string, double> Facts { get; } = new Dictionary<string, double>();

    /// <summary>Whether the next look, or the writing, reads this input.</summary>
    public virtual bool Reads(int input) => true;

    /// <summary>Looks at a block.</summary>
    /// <param name="first">The place of its first element in the tensor.</param>
    /// <param name="inputs">The block of each input, to be worked in; those that are not read hold anything.</param>
    /// <param name="count">How many elements it has.</param>
    /// <param name="sums">Of its chunk, added to.</param>
    /// <param name="tallies">Of this thread, added to.</param>
    /// <param name="carried">What <see cref="BeginChunk"/> gave, and earlier blocks of the chunk left.</param>
    public virtual void Look(long first, double[][] inputs, int count, Span<double> sums, Span<long> tallies, Span<double> carried) =>
        throw new System.Diagnostics.UnreachableException();

    /// <summary>Ends a look.</summary>
    /// <param name="chunks">The sums of every chunk, in order.</param>
    /// <param name="tallies">Of all of them.</param>
    public virtual void Conclude(IReadOnlyList<double[]> chunks, long[] tallies) =>
        throw new System.Diagnostics.UnreachableException();

    /// <summary>What a chunk must know of those before it, to be handed to each of its blocks in turn.</summary>
    public virtual double[] BeginChunk(int chunk) => [];

    /// <summary>Writes a block.</summary>
    /// <param name="first">The place of its first element in the tensor.</param>
    /// <param name="inputs">The block of each input, to be worked in; those that are not read hold anything.</param>
    /// <param name="count">How many elements it has.</param>
    /// <param name="output">The merged block.</param>
    /// <param name="carried">What <see cref="BeginChunk"/> gave, and earlier blocks of the chunk left.</param>
    public abstract void Write(long first, double[][] inputs, int count, double[] output, Span<double> carried);

    /// <summary>The sums of all chunks, added in their order.</summary>
    protected static double[] Total(IReadOnlyList<double[]> chunks, int count)
    {
        var total = new double[count];
        foreach (var sums in chunks)
        {
            for (var i = 0; i < count; i++)
                total[i] += sums[i];
        }

        return total;
    }
}
