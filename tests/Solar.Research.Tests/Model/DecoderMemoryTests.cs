using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>Counts the tensors of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(DecoderMemoryTests), DisableParallelization = true)]
[Collection(nameof(DecoderMemoryTests))]
public class DecoderMemoryTests
{
    [Fact]
    public void A_step_of_training_holds_on_to_no_tensor()
    {
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral);
        void Step()
        {
            using var scope = NewDisposeScope();
            decoder.Loss(TinyDecoder.Batch(decoder.Config, 2, 7)).backward();
        }

        Step();
        var before = LivingTensors.Count();
        for (var i = 0; i < 10; i++)
            Step();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
