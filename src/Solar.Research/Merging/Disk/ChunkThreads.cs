using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging.Disk;

/// <summary>The memory in which one thread merges: a chunk of each input as it is stored, and a block of each in double precision.</summary>
internal sealed class ChunkBuffers
{
    /// <summary>Small enough that a block of every input stays in a core's cache.</summary>
    public const int BlockElements = 2048;

    public byte[][] Stored { get; private set; } = [];

    public byte[] Merged { get; private set; } = [];

    public double[][] Blocks { get; private set; } = [];

    public double[] Output { get; private set; } = [];

    public long[] Tallies { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Fit(MergedTensor tensor, int chunkElements)
    {
        var block = tensor.Rule.RowLength ?? BlockElements;
        if (Stored.Length != tensor.Sources.Count || Blocks[0].Length != block)
        {
            Stored = [.. tensor.Sources.Select(_ => Array.Empty<byte>())];
            Blocks = [.. tensor.Sources.Select(_ => new double[block])];
            Output = new double[block];
        }

        for (var i = 0; i < Stored.Length; i++)
        {
            if (Stored[i].Length < chunkElements * tensor.Sources[i].Entry.Type.SizeInBytes())
                Stored[i] = GC.AllocateUninitializedArray<byte>(chunkElements * tensor.Sources[i].Entry.Type.SizeInBytes());
        }

        if (Merged.Length < chunkElements * tensor.Entry.Type.SizeInBytes())
            Merged = GC.AllocateUninitializedArray<byte>(chunkElements * tensor.Entry.Type.SizeInBytes());
    }

    /// <summary>Zeros to tally in.</summary>
    public void FitTallies(int count)
    {
        if (Tallies.Length != count)
            Tallies = new long[count];
        else
            Array.Clear(Tallies);
    }
}

/// <summary>Threads that take chunks in their order, each with memory of its own that is used again and again.</summary>
internal sealed class ChunkThreads(MergeOptions options)
{
    private readonly List<ChunkBuffers> _buffers = [];

    /// <summary>Elements of a tensor that a thread takes at once: the same on every machine, and whole rows where rows matter.</summary>
    public int ChunkElements(MergeRule rule) =>
        rule.RowLength is { } row ? checked(Math.Max(1, options.ChunkElements / row) * row) : options.ChunkElements;

    /// <summary>Does the work of every chunk.</summary>
    /// <param name="tensor">What is merged.</param>
    /// <param name="chunks">How many there are.</param>
    /// <param name="begin">Told of each thread's memory before it starts.</param>
    /// <param name="work">Given the memory and the number of a chunk.</param>
    public void Run(MergedTensor tensor, int chunks, Action<ChunkBuffers> begin, Action<ChunkBuffers, int> work)
    {
        var chunkElements = ChunkElements(tensor.Rule);
        var each = tensor.Sources.Select(source => source.Entry.Type).Append(tensor.Entry.Type).Sum(type => (long)chunkElements * type.SizeInBytes());
        var threads = (int)Math.Clamp(Math.Min(options.BufferBytes / Math.Max(1, each), chunks), 1, Math.Max(1, options.Threads));
        while (_buffers.Count < threads)
            _buffers.Add(new());

        // A small tensor does not need the room of a large one.
        var needed = (int)Math.Min(chunkElements, Math.Max(1, tensor.Entry.ElementCount));
        var next = -1;
        void Take(int thread)
        {
            var buffers = _buffers[thread];
            buffers.Fit(tensor, needed);
            begin(buffers);
            try
            {
                for (var chunk = Interlocked.Increment(ref next); chunk < chunks; chunk = Interlocked.Increment(ref next))
                    work(buffers, chunk);
            }
            catch
            {
                Interlocked.Exchange(ref next, chunks); // the others find nothing more to do
                throw;
            }
        }

        if (threads == 1)
        {
            Take(0);
            return;
        }

        var tasks = Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(() => Take(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(tasks);
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }
    }
}
