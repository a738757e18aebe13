using System.Threading;
using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Disk;

/// <summary>Merges one tensor from the files of its sources into its place in another file.</summary>
/// <param name="tensor">What is merged.</param>
/// <param name="next">What comes after it, to be read ahead.</param>
/// <param name="file">Where it goes.</param>
/// <param name="position">Its place there.</param>
/// <param name="threads">Who does it.</param>
/// <param name="options">How.</param>
/// <param name="advanced">Told of the bytes of every portion written.</param>
/// <param name="cancellation">Stops between portions.</param>
internal sealed class TensorMerger(
    MergedTensor tensor, MergedTensor? next, WriteBehind file, long position, ChunkThreads threads, MergeOptions options, Action<long> advanced, CancellationToken cancellation)
{
    private const long CopyBytes = 16L << 20;

    private readonly int _chunkElements = threads.ChunkElements(tensor.Rule);

    private int Chunks => checked((int)((tensor.Entry.ElementCount + _chunkElements - 1) / _chunkElements));

    /// <summary>Does it.</summary>
    /// <returns>What was found.</returns>
    public IReadOnlyDictionary<string, double> Merge()
    {
        var rule = tensor.Rule;
        try
        {
            while (rule.WantsLook)
                Look();
            if (rule.CopyOf is { } source && tensor.Sources[source].Entry.Type == tensor.Entry.Type)
            {
                Copy(tensor.Sources[source]);
                return new Dictionary<string, double>(rule.Facts) { ["copied"] = 1 };
            }

            threads.Run(tensor, Chunks, _ => { }, Write);
            return rule.Facts;
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"'{Quoted.Name(tensor.Entry.Name)}' ({string.Join(", ", tensor.Sources.Select((source, i) => $"input {i} of {source.Model.Folder}"))}): {wrong.Message.TrimEnd('.')}.", wrong);
        }
    }

    private void Look()
    {
        var rule = tensor.Rule;
        var sums = new double[Chunks][];
        var tallies = new long[rule.TallyCount];
        var used = new List<long[]>();
        threads.Run(
            tensor,
            Chunks,
            buffers =>
            {
                buffers.FitTallies(rule.TallyCount);
                lock (used)
                    used.Add(buffers.Tallies);
            },
            (buffers, chunk) =>
            {
                var found = new double[rule.SumCount];
                var carried = rule.BeginChunk(chunk);
                Read(buffers, chunk);
                foreach (var (first, count) in Blocks(buffers, chunk))
                    rule.Look(first, buffers.Blocks, count, found, buffers.Tallies, carried);
                sums[chunk] = found;
            });
        foreach (var found in used)
            System.Numerics.Tensors.TensorPrimitives.Add(tallies, found, tallies);
        rule.Conclude(sums, tallies);
    }

    private void Write(ChunkBuffers buffers, int chunk)
    {
        var rule = tensor.Rule;
        var type = tensor.Entry.Type;
        var carried = rule.BeginChunk(chunk);
        Read(buffers, chunk);
        var written = 0;
        foreach (var (first, count) in Blocks(buffers, chunk))
        {
            rule.Write(first, buffers.Blocks, count, buffers.Output, carried);
            var bytes = buffers.Merged.AsSpan(written, count * type.SizeInBytes());
            StoredDoubles.FromDouble(type, buffers.Output.AsSpan(0, count), bytes);
            if (StoredDoubles.FirstNotFinite(type, bytes) is var wrong and >= 0)
                throw NotFinite(first + wrong);
            written += bytes.Length;
        }

        var place = position + (FirstOf(chunk) * type.SizeInBytes());
        file.Write(buffers.Merged.AsSpan(0, written), place);
        advanced(written);
    }

    private void Read(ChunkBuffers buffers, int chunk)
    {
        cancellation.ThrowIfCancellationRequested();
        Announce(chunk + options.Threads);
        var count = CountOf(chunk);
        for (var input = 0; input < tensor.Sources.Count; input++)
        {
            if (!tensor.Rule.Reads(input))
                continue;
            var (model, entry) = tensor.Sources[input];
            var size = entry.Type.SizeInBytes();
            model.Read(entry.Name, FirstOf(chunk) * size, buffers.Stored[input].AsSpan(0, count * size));
        }
    }

    // The blocks of a chunk one after the other, each widened when it is asked for.
    private IEnumerable<(long First, int Count)> Blocks(ChunkBuffers buffers, int chunk)
    {
        var total = CountOf(chunk);
        for (var start = 0; start < total; start += buffers.Output.Length)
        {
            var count = Math.Min(buffers.Output.Length, total - start);
            for (var input = 0; input < tensor.Sources.Count; input++)
            {
                var type = tensor.Sources[input].Entry.Type;
                if (tensor.Rule.Reads(input))
                    StoredDoubles.ToDouble(type, buffers.Stored[input].AsSpan(start * type.SizeInBytes(), count * type.SizeInBytes()), buffers.Blocks[input].AsSpan(0, count));
            }

            yield return (FirstOf(chunk) + start, count);
        }
    }

    // The disk reads a later chunk, of the next tensor at the end of this one, while this one is merged.
    private void Announce(int chunk)
    {
        var (ahead, place) = chunk < Chunks ? (tensor, chunk) : (next, chunk - Chunks);
        if (ahead is null)
            return;
        var elements = threads.ChunkElements(ahead.Rule);
        var first = (long)place * elements;
        if (first >= ahead.Entry.ElementCount)
            return;
        for (var input = 0; input < ahead.Sources.Count; input++)
        {
            var (model, entry) = ahead.Sources[input];
            var (handle, start) = model.FileOf(entry.Name).Locate(entry.Name);
            var size = entry.Type.SizeInBytes();
            if (ahead.Rule.Reads(input))
                LinuxFiles.StartReading(handle, start + (first * size), Math.Min(elements, ahead.Entry.ElementCount - first) * size);
        }
    }

    private void Copy(TensorSource source)
    {
        var (handle, start) = source.Model.FileOf(source.Entry.Name).Locate(source.Entry.Name);
        for (long done = 0; done < tensor.Entry.ByteCount; done += CopyBytes)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(CopyBytes, tensor.Entry.ByteCount - done);
            LinuxFiles.Copy(handle, start + done, file.File, position + done, count);
            file.Advance(count);
            advanced(count);
        }
    }

    private long FirstOf(int chunk) => (long)chunk * _chunkElements;

    private int CountOf(int chunk) => (int)Math.Min(_chunkElements, tensor.Entry.ElementCount - FirstOf(chunk));

    private InvalidDataException NotFinite(long element)
    {
        string Value(TensorSource source)
        {
            var (stored, value) = (new byte[source.Entry.Type.SizeInBytes()], new double[1]);
            source.Model.Read(source.Entry.Name, element * stored.Length, stored);
            StoredDoubles.ToDouble(source.Entry.Type, stored, value);
            return Numbers.Text(value[0]);
        }

        return new($"element {element} is not finite as {tensor.Entry.Type.SafetensorsName()}; the inputs there are {string.Join(" and ", tensor.Sources.Select(Value))}");
    }
}
