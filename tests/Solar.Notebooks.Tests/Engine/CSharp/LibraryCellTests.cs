namespace Solar.Notebooks.Tests.Engine.CSharp;

public sealed class LibraryCellTests : CellTest
{
    [Fact]
    public void A_library_may_hold_what_a_script_cannot()
    {
        Run("""
            #!lib
            namespace Shapes;
            public static class Numbers
            {
                extension(int n)
                {
                    public int Quad => n * 4;
                    public static int Magic => 42;
                }
            }
            file sealed class Hidden { public int V = 3; }
            public sealed class Uses { public int Get() => new Hidden().V; }
            """);
        Assert.Equal("12 42 3", Value("using Shapes;\n$\"{3.Quad} {int.Magic} {new Uses().Get()}\""));
    }

    [Fact]
    public void A_library_that_is_run_again_replaces_itself()
    {
        Run("#!lib\nnamespace N { public static class C { public static int Version() => 1; } }");
        Assert.Equal("1", Value("var old = () => N.C.Version(); N.C.Version()"));
        Run("#!lib\nnamespace N { public static class C { public static int Version() => 2; public static int More() => 3; } }");
        Assert.Equal("5", Value("N.C.Version() + N.C.More()"));
        Assert.Equal("1", Value("old()"));
    }

    [Fact]
    public void A_library_sees_the_libraries_before_it()
    {
        Run("#!lib\nnamespace A { public class Base { public virtual string Name => \"base\"; } }");
        Run("#!lib\nnamespace B { public class Derived : A.Base { public override string Name => \"derived \" + base.Name; } }");
        Assert.Equal("derived base", Value("new B.Derived().Name"));
    }

    [Fact]
    public void An_error_in_a_library_names_the_cells_own_line()
    {
        Assert.Contains("cell 7, line 3, column 34", Fail("#!lib\nnamespace N;\npublic class C { public int X => \"text\"; }").Message, StringComparison.Ordinal);
    }
}
