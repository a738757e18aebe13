namespace Solar.Notebooks.Documents;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes aside, in the same folder, then renames. A link is followed; the old file's permissions are kept.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        var target = link?.FullName ?? Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var aside = $"{target}.{Environment.ProcessId}.part";
        try
        {
            File.WriteAllBytes(aside, content);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
