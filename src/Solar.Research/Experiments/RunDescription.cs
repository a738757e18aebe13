using System.Reflection;
using System.Text.Json.Nodes;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments;

/// <summary>What is saved before a run begins: the recipe, the version of the program and the kind of machine; no place and no time.</summary>
internal static class RunDescription
{
    public static JsonObject Of<T>(T recipe, ExperimentRun run)
        where T : class => new()
        {
            ["recipe"] = RecipeJson.ToNode(recipe),
            ["program"] = typeof(RunDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["processor"] = Processor(),
            ["jobs"] = run.Jobs,
            ["device"] = run.Device,
        };

    private static string Processor()
    {
        const string Cpu = "/proc/cpuinfo", Field = "model name";
        var line = File.Exists(Cpu) ? File.ReadLines(Cpu).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
    }
}
