namespace Solar.Notebooks.Documents;

/// <summary>What a cell is.</summary>
public enum CellKind
{
    /// <summary>To be run.</summary>
    Code,

    /// <summary>To be read.</summary>
    Markdown,

    /// <summary>Neither; meant for a converter.</summary>
    Raw,
}
