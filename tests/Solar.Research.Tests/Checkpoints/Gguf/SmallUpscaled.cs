using Solar.Research.Data.Templates;
using Solar.Research.DepthUpscaling;
using Solar.Research.Model;
using Solar.Research.Tests.Data.Tokenization;
using Solar.Research.Tests.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Checkpoints.Gguf;

/// <summary>Eight layers stacked to twelve as the paper does, A ≠ K, H ≠ A·D, with a real vocabulary and a chat template.</summary>
internal sealed class SmallUpscaled : IDisposable
{
    public static DecoderConfig Base { get; } = new()
    {
        VocabSize = 512,
        HiddenSize = 64,
        IntermediateSize = 96,
        NumHiddenLayers = 8,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        HeadDim = 24,
        MaxPositionEmbeddings = 256,
        BosTokenId = 1,
        EosTokenId = 2,
    };

    public SmallUpscaled(DecoderConfig? config = null)
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("solar-gguf-").FullName, "small");
        using var basis = TinyDecoder.Make(config ?? Base);
        using (no_grad())
            basis.Weights.narrow(0, basis.Layout.Head.Start, basis.Layout.Head.Count).mul_(4); // so that it is sure of some tokens
        Model = DepthUpscaler.Scale(basis, DepthPlan.Dus(8, 2));
        Model.Save(Folder);
        Vocabularies.Own.Save(Folder);
        ChatTemplate.Solar.Save(Folder);
    }

    public string Folder { get; }

    public Decoder Model { get; }

    public string FileOf(string name) => Path.Combine(Path.GetDirectoryName(Folder)!, name);

    public void Dispose()
    {
        Model.Dispose();
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
