using Solar.Notebooks.Engine.CSharp;

namespace Solar.Notebooks.Tests.Engine.CSharp;

public sealed class CodeCompletenessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("foreach (var x in xs) { }")]
    [InlineData("int F(int x)\n{\n    return x;\n}")]
    [InlineData("#r \"nuget: P, 1.0\"\n#i \"nuget: there\"\nvar x = 1;")]
    [InlineData("class C { }")]
    [InlineData("// only words")]
    public void Whole_code_is_complete(string code) => Assert.Equal(("complete", ""), Of(code));

    [Theory]
    [InlineData("foreach (var x in xs) {", "    ")]
    [InlineData("int F(int x)\n{\n    if (x > 1)\n    {", "        ")]
    [InlineData("int F(int x)\n{\n    return x;", "    ")]
    [InlineData("var x = new[] {\n    1,\n    2,", "    ")]
    [InlineData("Console.WriteLine(", "    ")]
    [InlineData("xs.Where(x =>", "    ")]
    [InlineData("if (true)", "    ")]
    [InlineData("class C\n{\n    int x;\n\n", "    ")]
    [InlineData("/* words", "")]
    [InlineData("var s = \"\"\"\n    words", "    ")]
    public void Open_code_is_incomplete(string code, string indent) => Assert.Equal(("incomplete", indent), Of(code));

    [Theory]
    [InlineData("int = 1;")]
    [InlineData("}")]
    [InlineData("1 + / 2;")]
    [InlineData("#r nuget: P")]
    public void Wrong_code_is_invalid(string code) => Assert.Equal("invalid", Of(code).Status);

    private static (string Status, string Indent) Of(string code) => CodeCompleteness.Of(code) is var (status, indent) ? (status, indent) : default;
}
