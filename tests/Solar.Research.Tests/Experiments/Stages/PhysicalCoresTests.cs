using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Stages;

public class PhysicalCoresTests
{
    [Fact]
    public void Two_threads_of_one_core_count_once()
    {
        static string Processor(int number, int core) => $"processor\t: {number}\nphysical id\t: 0\nmodel name\t: x\ncore id\t\t: {core}\n";
        Assert.Equal(2, PhysicalCores.OfCpuInfo(string.Join('\n', Processor(0, 0), Processor(1, 1), Processor(2, 0), Processor(3, 1))));
    }

    [Fact]
    public void A_text_without_cores_tells_nothing() => Assert.Null(PhysicalCores.OfCpuInfo("processor : 0\nBogoMIPS : 48\n"));

    [Fact]
    public void This_machine_has_at_least_one() => Assert.InRange(PhysicalCores.Count, 1, Environment.ProcessorCount);
}
