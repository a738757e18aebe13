using System.Runtime.InteropServices;

namespace Solar.TorchSharp.Interop;

internal static partial class LibC
{
    /// <summary>Sets a variable where native code will see it: .NET keeps a copy of the environment of its own.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);
}
