using System.Threading.Tasks;
using Solar.Research.Tests.DepthUpscaling;
using Solar.Research.Tests.Merging.Disk;
using Xunit.Runner.InProc.SystemConsole;

namespace Solar.Research.Tests;

/// <summary>Runs the tests, or does as a child what a test is going to kill.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        if (KilledUpscalingTests.IsChild())
            return Task.FromResult(KilledUpscalingTests.BeTheChild());
        return KilledMergeTests.IsChild() ? Task.FromResult(KilledMergeTests.BeTheChild()) : ConsoleRunner.Run(arguments);
    }
}
