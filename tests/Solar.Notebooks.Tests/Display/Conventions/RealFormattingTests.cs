using System.Reflection;
using System.Runtime.Loader;
using Solar.Notebooks.Display;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Tests.Display.Conventions;

/// <summary>The convention beside the assembly that set it: Microsoft.DotNet.Interactive.Formatting 1.0.0-beta.23562.1, the last on the public feed.</summary>
public sealed class RealFormattingTests
{
    private static readonly Lazy<MethodInfo?> Real = new(Load);

    public static TheoryData<string, string> Good
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (name, _) in Samples.Good)
            {
                foreach (var mimeType in (string[])["text/plain", "text/html", "image/svg+xml"])
                    cases.Add(name, mimeType);
            }

            return cases;
        }
    }

    public static TheoryData<string> Wrong => [.. Samples.Wrong.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Good))]
    public void What_a_formatter_wrote_is_shown_where_the_real_one_shows_it(string name, string mimeType)
    {
        var value = Samples.Good.Single(sample => sample.Name == name).Make();
        string real;
        try
        {
            real = Show(value, mimeType);
        }
        catch (ArgumentException none) when (none.Message.StartsWith("No formatter is registered", StringComparison.Ordinal))
        {
            Assert.Throws<FormatterException>(() => Formatter.Of(value, mimeType));
            return;
        }

        var ours = Formatter.Of(value, mimeType).Data[mimeType]!.ToString();
        if (real.StartsWith('*'))
            Assert.Equal(real, ours);
        else
            Assert.Equal(real.Count(letter => letter == '*'), ours.Count(letter => letter == '*'));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_the_real_one_cannot_show_is_our_error_too(string name)
    {
        var value = Samples.Wrong.Single(sample => sample.Name == name).Make();
        Assert.ThrowsAny<Exception>(() => Show(value, "text/plain"));
        Assert.Throws<FormatterException>(() => Formatter.Of(value, "text/plain"));
    }

    [Fact]
    public void The_forms_it_would_show_are_those_we_show()
    {
        var preferred = Method().DeclaringType!.GetMethod("GetPreferredMimeTypesFor", [typeof(Type)])!;
        string[] Of(Type type) => [.. (IEnumerable<string>)preferred.Invoke(null, [type])!];
        Assert.Equal(Of(typeof(Samples.Plot)), Formatter.Of(new Samples.Plot()).Data.Keys);
        // It shows HTML alone; ours adds the text, for front ends without HTML.
        Assert.Equal(["text/html"], Of(typeof(Samples.Both)));
        Assert.Equal(["text/html", "text/plain"], Formatter.Of(new Samples.Both()).Data.Keys);
    }

    private static MethodInfo Method()
    {
        Assert.SkipWhen(Real.Value is null, "Microsoft.DotNet.Interactive.Formatting 1.0.0-beta.23562.1 is not in NuGet's package folder, or the shared framework Microsoft.AspNetCore.App is not installed.");
        return Real.Value!;
    }

    private static string Show(object value, string mimeType)
    {
        try
        {
            return (string)Method().Invoke(null, [value, mimeType])!;
        }
        catch (TargetInvocationException wrapped)
        {
            throw wrapped.InnerException!;
        }
    }

    // In a context of its own; what it needs beside itself is in ASP.NET Core's shared framework.
    private static MethodInfo? Load()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(packages, "microsoft.dotnet.interactive.formatting", "1.0.0-beta.23562.1", "lib", "netstandard2.0", "Microsoft.DotNet.Interactive.Formatting.dll");
        if (!File.Exists(path) || DotnetInstallation.SharedFramework("Microsoft.AspNetCore.App") is not { } framework)
            return null;
        var context = new AssemblyLoadContext("the real formatting");
        context.Resolving += (_, name) => Path.Combine(framework, name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        return context.LoadFromAssemblyPath(path).GetType("Microsoft.DotNet.Interactive.Formatting.Formatter")!
            .GetMethods().Single(method => method.Name == "ToDisplayString" && method.GetParameters() is [{ ParameterType: var first }, { ParameterType: var second }] && first == typeof(object) && second == typeof(string));
    }
}
