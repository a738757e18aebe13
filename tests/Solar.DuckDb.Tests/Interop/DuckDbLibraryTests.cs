using Solar.DuckDb.Interop;

namespace Solar.DuckDb.Tests.Interop;

public sealed class DuckDbLibraryTests
{
    [Fact]
    public void The_library_that_is_named_is_the_only_place() =>
        Assert.Equal(["/some/libduckdb.so"], DuckDbLibrary.Places(name => name == "DUCKDB_LIB" ? "/some/libduckdb.so" : "/cache", "/program"));

    [Fact]
    public void Without_one_the_cache_comes_before_folders_above_the_program_and_those_before_the_system()
    {
        var places = DuckDbLibrary.Places(name => name == "SOLAR_CACHE" ? "/cache" : null, "/repository/bin").ToArray();
        Assert.Equal(
            ["/cache/duckdb", "/repository/bin/.cache/duckdb", "/repository/.cache/duckdb", "/.cache/duckdb", ""],
            places.Select(place => Path.GetDirectoryName(place)!.Replace('\\', '/')));
    }

    [Fact]
    public void The_library_says_its_version() => Assert.Matches(@"^v\d+\.\d+\.\d+", DuckDbDatabase.LibraryVersion);
}
