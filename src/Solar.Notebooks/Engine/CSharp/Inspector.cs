using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What a name of a C# cell is.</summary>
internal static class Inspector
{
    /// <summary>The symbol at a place, with its documentation; none: nothing is there.</summary>
    /// <param name="next">The cell, compiled as the next one of its session.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    public static Inspection? At(CSharpCompilation next, int position) => null;
}
