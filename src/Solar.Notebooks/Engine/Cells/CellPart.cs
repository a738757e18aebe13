namespace Solar.Notebooks.Engine.Cells;

/// <summary>A stretch of a cell.</summary>
/// <param name="Start">Where it begins in the cell, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal abstract record CellPart(int Start, int End);

/// <summary>Code of one language.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Language">Its name, or another of its names.</param>
/// <param name="Code">The whole cell with all that is not this code blanked out, so that places stay.</param>
/// <param name="Options">What stood behind the language's magic.</param>
internal sealed record CodePart(int Start, int End, string Language, string Code, IReadOnlyList<string> Options) : CellPart(Start, End);

/// <summary>A magic line that does something between the code around it.</summary>
/// <param name="Start">Where its line begins.</param>
/// <param name="End">Where its line ends.</param>
/// <param name="Name">What stands behind <c>#!</c>.</param>
/// <param name="Arguments">The words behind that.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Language">The language of the code around it.</param>
internal sealed record MagicPart(int Start, int End, string Name, IReadOnlyList<string> Arguments, int Line, string Language) : CellPart(Start, End);
