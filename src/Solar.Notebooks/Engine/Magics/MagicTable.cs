namespace Solar.Notebooks.Engine.Magics;

/// <summary>The magics that are no languages.</summary>
internal static class MagicTable
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Magic> All { get; } =
    [
        new("about", "", "tells the versions of this program, the runtime and the languages", SessionMagics.About),
        new("help", "", "tells what a cell can do", SessionMagics.Help),
        new("import", "FILE", "runs the cells of a notebook, or a file of code", ImportMagic.Import),
        new("lsmagic", "", "lists languages and magics", SessionMagics.List),
        new("set", "--name NAME --value LITERAL|@input[:PROMPT]|@password[:PROMPT]|@LANGUAGE:VARIABLE [--byref] [--mime-type TYPE]", "sets a variable of the cell's language", ShareMagics.Set),
        new("share", "VARIABLE --from LANGUAGE [--as NAME] [--mime-type TYPE]", "brings a variable of another language, by reference", ShareMagics.Share),
        new("time", "", "shows how long the cell takes", SessionMagics.Time),
        new("who", "", "lists the variables of the cell's language", VariableMagics.Who),
        new("whos", "", "lists them with their types and values", VariableMagics.Whos),
    ];
}
