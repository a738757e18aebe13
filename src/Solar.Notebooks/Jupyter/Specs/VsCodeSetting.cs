namespace Solar.Notebooks.Jupyter.Specs;

/// <summary>The one setting that VS Code needs: it asks a kernel for completions only in languages that are listed there.</summary>
internal static class VsCodeSetting
{
    public const string Line = "\"jupyter.completionTriggerCharacters\": { \"csharp\": [\".\", \"#\"] }";
}
