using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What could stand at the cursor of a C# cell.</summary>
internal static class Completion
{
    /// <summary>The offers.</summary>
    /// <param name="next">The cell, compiled as the next one of its session.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    public static CompletionList At(CSharpCompilation next, int position) => CompletionList.None(position);
}
