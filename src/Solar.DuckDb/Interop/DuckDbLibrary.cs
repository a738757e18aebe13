using System.Runtime.InteropServices;
using System.Threading;

namespace Solar.DuckDb.Interop;

/// <summary>Finds DuckDB's library when the first call needs it.</summary>
internal static class DuckDbLibrary
{
    /// <summary>The name in every import.</summary>
    public const string Name = "duckdb";

    private static readonly Lock Gate = new();
    private static nint s_library;

    private static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>Makes the imports look where this class looks; called by every type that imports.</summary>
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, (name, _, _) => name == Name ? Load() : 0);

    /// <summary>The places, in the order in which they are tried.</summary>
    /// <param name="variable">The environment.</param>
    /// <param name="folder">Where the program stands.</param>
    public static IEnumerable<string> Places(Func<string, string?> variable, string folder)
    {
        if (variable("DUCKDB_LIB") is { Length: > 0 } chosen)
        {
            // Who names one means that one.
            yield return chosen;
            yield break;
        }

        if (variable("SOLAR_CACHE") is { Length: > 0 } cache)
            yield return Path.Combine(cache, "duckdb", FileName);
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
            yield return Path.Combine(above.FullName, ".cache", "duckdb", FileName);
        yield return FileName;
    }

    private static nint Load()
    {
        lock (Gate)
        {
            if (s_library != 0)
                return s_library;
            var chosen = Environment.GetEnvironmentVariable("DUCKDB_LIB");
            foreach (var place in Places(Environment.GetEnvironmentVariable, Path.GetDirectoryName(typeof(DuckDbLibrary).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory))
            {
                if ((!Path.IsPathRooted(place) && place == FileName && string.IsNullOrEmpty(chosen)) || File.Exists(place))
                {
                    if (NativeLibrary.TryLoad(place, out s_library))
                        return s_library;
                }
            }

            throw new DllNotFoundException(string.IsNullOrEmpty(chosen)
                ? $"DuckDB's library {FileName} is neither in $SOLAR_CACHE/duckdb, nor in .cache/duckdb above the program, nor among the system's libraries. './solar fetch' brings it on Linux; elsewhere, take it from duckdb.org and set DUCKDB_LIB to its path."
                : $"DUCKDB_LIB is '{chosen}', and there is no library there that can be loaded. Set it to the path of DuckDB's {FileName}, or unset it.");
        }
    }
}
