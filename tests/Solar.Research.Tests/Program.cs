using System.Threading.Tasks;
using Solar.Research.Tests.DepthUpscaling;
using Xunit.Runner.InProc.SystemConsole;

namespace Solar.Research.Tests;

/// <summary>Runs the tests, or does as a child what a test is going to kill.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        KilledUpscalingTests.IsChild() ? Task.FromResult(KilledUpscalingTests.BeTheChild()) : ConsoleRunner.Run(arguments);
}
