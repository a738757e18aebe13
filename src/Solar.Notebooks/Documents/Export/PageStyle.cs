namespace Solar.Notebooks.Documents.Export;

/// <summary>The look of an exported page: light, contrasts of at least 4.5 : 1, wide things scroll within themselves.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light; }
        body { margin: 0; background: #fff; color: #1c1c1c; font: 16px/1.55 system-ui, sans-serif; }
        main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        a { color: #0b57a4; }
        h1, h2, h3 { line-height: 1.25; }
        pre, code { font: 14px/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        pre { margin: 0; padding: .6rem .8rem; overflow-x: auto; }
        .cell { margin: 1.2rem 0; }
        .label { margin: 0 0 .15rem; font-size: 12px; color: #595959; }
        .code { background: #f5f6f8; border: 1px solid #d5d9df; border-radius: 4px; }
        .output { margin: .4rem 0 0; overflow-x: auto; }
        .output.html { padding: .2rem .8rem; }
        .stderr { background: #fdf6e3; }
        .error { background: #fdecea; border-left: 4px solid #b3261e; }
        figure { padding: .2rem .8rem; }
        img { max-width: 100%; height: auto; }
        table { border-collapse: collapse; margin: .6rem 0; }
        th, td { border: 1px solid #c4c9d0; padding: .25rem .6rem; text-align: left; vertical-align: top; }
        th { background: #f0f2f5; }
        blockquote { margin-left: 0; padding-left: 1rem; border-left: 4px solid #c4c9d0; }
        :focus-visible { outline: 2px solid #0b57a4; }
        .k { color: #0a3fb0; } .s { color: #a31515; } .c { color: #2d6a2d; } .n { color: #8a3b00; }
        @media print { pre, .output { overflow: visible; white-space: pre-wrap; } .cell { break-inside: avoid; } }
        """;
}
