using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Solar.TorchSharp.Tests.Contract;

namespace Solar.Research.Tests;

/// <summary>The library calls nothing of TorchSharp that is not on record, so that the official package can stand in its place.</summary>
public sealed class TorchSharpContractTests
{
    private static readonly string[] Recorded = File.ReadAllLines(Path.Combine(Fixtures.Root, "src", "Solar.TorchSharp", "contract.txt"));

    // What stands for the type parameters of a generic caller: only the definition of the member matters.
    private static readonly Type[] Anything = [.. Enumerable.Repeat(typeof(int), 16)];

    [Fact]
    public void Every_member_that_the_library_refers_to_is_recorded()
    {
        var used = Used(typeof(Solar.Research.Model.DecoderConfig).Assembly).Distinct().ToArray();
        Assert.NotEmpty(used);
        string[] strangers = [.. used.Except(Recorded)];
        Assert.True(strangers.Length == 0, $"Of {used.Length} members that are used, {strangers.Length} are not recorded:\n{string.Join('\n', strangers)}");
    }

    private static IEnumerable<string> Used(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), Anything, Anything);
            if (member?.DeclaringType is not { } type || !PublicApi.IsOurs(type.IsGenericType ? type.GetGenericTypeDefinition() : type))
                continue;
            var definition = type.Module.ResolveMember(member.MetadataToken)!;
            yield return PublicApi.Line(Announced(definition));
        }
    }

    // A property is listed as such, not by its accessors; an override by what it overrides.
    private static MemberInfo Announced(MemberInfo member)
    {
        if (member is not MethodInfo method)
            return member;
        var first = method.GetBaseDefinition();
        return first.DeclaringType!
            .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(property => property.GetMethod == first || property.SetMethod == first) ?? (MemberInfo)first;
    }
}
