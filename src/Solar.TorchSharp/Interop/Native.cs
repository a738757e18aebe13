using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Solar.TorchSharp.Interop;

/// <summary>The native shim, libsolartorch.so. Each theme has its own file of imports.</summary>
internal static unsafe partial class Native
{
    private const string Library = "solartorch";

    static Native() => NativeSettings.Choose();

    /// <summary>Throws what native code said when it did not answer 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int status)
    {
        if (status != 0) throw Failure();
    }

    /// <summary>The tensor a call gave out: <c>Made(st_add(a, b, out var sum), sum)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Made<T>(int status, T made)
    {
        if (status != 0) throw Failure();
        return made;
    }

    private static ExternalException Failure() =>
        new(Marshal.PtrToStringUTF8(st_last_error()) ?? "an error without a message was raised in native code");

    [LibraryImport(Library)] private static partial nint st_last_error();
    [LibraryImport(Library)] internal static partial void st_free(nint tensor);
    [LibraryImport(Library)] internal static partial void st_free_array(nint* array);
}
