using System.Runtime.InteropServices;

namespace Solar.DuckDb.Interop;

/// <summary>Something of DuckDB's that is given back once.</summary>
internal abstract class DuckDbHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Gives it back.</summary>
    protected abstract void Release(ref nint held);

    protected override bool ReleaseHandle()
    {
        Release(ref handle);
        return true;
    }
}

/// <summary>A database.</summary>
internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override void Release(ref nint held) => Native.duckdb_close(ref held);
}

/// <summary>A connection. It keeps the database alive by itself.</summary>
internal sealed class ConnectionHandle : DuckDbHandle
{
    protected override void Release(ref nint held) => Native.duckdb_disconnect(ref held);
}

/// <summary>Several statements of one text.</summary>
internal sealed class ExtractedHandle : DuckDbHandle
{
    protected override void Release(ref nint held) => Native.duckdb_destroy_extracted(ref held);
}

/// <summary>A prepared statement.</summary>
internal sealed class StatementHandle : DuckDbHandle
{
    protected override void Release(ref nint held) => Native.duckdb_destroy_prepare(ref held);
}

/// <summary>An appender. What was not flushed is lost.</summary>
internal sealed class AppenderHandle : DuckDbHandle
{
    protected override void Release(ref nint held) => Native.duckdb_appender_destroy(ref held);
}

/// <summary>One value.</summary>
internal sealed class ValueHandle : DuckDbHandle
{
    /// <summary>Owns a value.</summary>
    public ValueHandle(nint value) => SetHandle(value);

    protected override void Release(ref nint held) => Native.duckdb_destroy_value(ref held);
}

/// <summary>A type.</summary>
internal sealed class TypeHandle : DuckDbHandle
{
    /// <summary>Owns a type.</summary>
    public TypeHandle(nint type) => SetHandle(type);

    protected override void Release(ref nint held) => Native.duckdb_destroy_logical_type(ref held);
}

/// <summary>Up to 2048 rows.</summary>
internal sealed class ChunkHandle : DuckDbHandle
{
    /// <summary>Owns a chunk.</summary>
    public ChunkHandle(nint chunk) => SetHandle(chunk);

    protected override void Release(ref nint held) => Native.duckdb_destroy_data_chunk(ref held);
}

/// <summary>A result, in memory of its own since DuckDB has it as a structure.</summary>
internal sealed unsafe class ResultHandle : DuckDbHandle
{
    /// <summary>An empty result for a call to fill.</summary>
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <summary>The structure; the caller holds on to the handle.</summary>
    public NativeResult* Structure => (NativeResult*)handle;

    /// <summary>What went wrong, if something did.</summary>
    public string? Error => Native.Text(Native.duckdb_result_error(Structure)) is { Length: > 0 } error ? error : null;

    protected override void Release(ref nint held)
    {
        Native.duckdb_destroy_result((NativeResult*)held);
        NativeMemory.Free((void*)held);
    }
}
