namespace Solar.Research.Data.Templates.Jinja;

/// <summary>A template read once, to be rendered often, from any thread.</summary>
/// <remarks>
/// Jinja as transformers sets it up (trim_blocks, lstrip_blocks, loop controls, its own tojson, raise_exception), and of it what chat
/// templates use. What is outside is refused by its name, with line and column. There is no clock: strftime_now is undefined.
/// </remarks>
internal sealed class JinjaTemplate
{
    private readonly TemplateSource source;
    private readonly IReadOnlyList<Statement> statements;

    /// <exception cref="InvalidDataException">It is no template, or uses what is not implemented.</exception>
    public JinjaTemplate(string text, string name)
    {
        source = new(text, name);
        statements = TemplateParser.Parse(source);
    }

    /// <exception cref="InvalidDataException">It refuses its input, uses what is not implemented, or takes too long.</exception>
    public MarkedText Render(IEnumerable<KeyValuePair<string, object?>> variables) => new Renderer(source).Render(statements, variables);
}
