using System.Text;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Tests.Checkpoints;

public sealed class SafetensorsFuzzTests : IDisposable
{
    private const int Mutations = 6000;
    private const int FolderMutations = 1000;
    private const long MemoryPerFile = 1 << 20;

    private static readonly string[] Tokens =
    [
        "-1", "0", "9223372036854775807", "18446744073709551616", "1e400", "null", "true", "[]", "{}", "[[[[[[[[[[[[", "\"", "\\u0000", "\\ud800",
        ",", "}", "\"dtype\":\"F4\"", "\"shape\":[4294967296,4294967296]", "\"data_offsets\":[0,0]", "__metadata__", " ",
    ];

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    // A reader that accepts a mutation must still hand out every byte of every tensor; one that refuses must do it with its own exception.
    [Fact]
    public void Thousands_of_mutations_are_read_or_refused_and_cost_no_memory()
    {
        using (var writer = SafetensorsWriter.Create(scratch["seed.safetensors"], TinyCheckpoints.MistralTensors(layers: 1)))
        {
            foreach (var tensor in TinyCheckpoints.MistralTensors(layers: 1))
                writer.Write(tensor.Name, new byte[tensor.ByteCount]);
            writer.Complete();
        }

        var original = File.ReadAllBytes(scratch["seed.safetensors"]);
        var headerEnd = 8 + (int)BitConverter.ToInt64(original);
        var random = new Random(20231223);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var path = scratch["mutated.safetensors"];
            File.WriteAllBytes(path, Mutate(original, headerEnd, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var file = SafetensorsFile.Open(path);
                foreach (var tensor in file.Tensors.Values)
                    file.Read(tensor.Name, 0, new byte[tensor.ByteCount]);
                accepted++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryPerFile);
        }

        Assert.Equal(Mutations, accepted + refused);
        Assert.True(refused > Mutations / 2, $"only {refused} of {Mutations} mutations were refused: the mutator does too little");
        Assert.True(accepted > 0, "no mutation was harmless: the mutator hides the paths behind the first check");
    }

    [Theory]
    [InlineData(Checkpoint.IndexFileName)]
    [InlineData(Checkpoint.ConfigFileName)]
    public void A_mutated_index_or_config_is_read_or_refused(string file)
    {
        TinyCheckpoints.Mistral(scratch["m"], layers: 1, maxShardBytes: 5_000);
        var path = Path.Combine(scratch["m"], file);
        var original = File.ReadAllBytes(path);
        var random = new Random(48);
        var refused = 0;
        for (var i = 0; i < FolderMutations; i++)
        {
            File.WriteAllBytes(path, Mutate(original, original.Length, random));
            try
            {
                using var checkpoint = Checkpoint.Open(scratch["m"]);
                CheckpointSummary.Of(scratch["m"]);
                UpscaledTensors.Of(checkpoint, DepthPlan.Dus(1, 0));
                UpscaledConfig.Of(checkpoint.Config, DepthPlan.Dus(1, 0), path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, FolderMutations / 2, FolderMutations - 1);
    }

    private static byte[] Mutate(byte[] original, int headerEnd, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(headerEnd);
            switch (random.Next(7))
            {
                case 0: bytes[Math.Min(at, bytes.Count - 1)] = (byte)random.Next(256); break;
                case 1: bytes[random.Next(8)] = (byte)random.Next(256); break;
                case 2: bytes = bytes[..random.Next(8, bytes.Count)]; break;
                case 3: bytes.AddRange(new byte[random.Next(1, 20)]); break;
                case 4: Replace(bytes, at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)])); break;
                case 5: Replace(bytes, at, [(byte)('0' + random.Next(10))]); break;
                default: bytes[^random.Next(1, 9)] ^= 1; break; // in the data: harmless to the header
            }
        }

        return [.. bytes];
    }

    private static void Replace(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++)
            bytes[at + i] = with[i];
    }
}
