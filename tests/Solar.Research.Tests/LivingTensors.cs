using static TorchSharp.torch;

namespace Solar.Research.Tests;

/// <summary>How many tensors live in the process, once those that earlier tests dropped without disposing are gone.</summary>
internal static class LivingTensors
{
    public static long Count()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
