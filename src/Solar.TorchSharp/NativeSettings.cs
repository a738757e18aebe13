using Solar.TorchSharp.Interop;

namespace Solar.TorchSharp;

/// <summary>What was chosen for the native libraries before they were loaded.</summary>
public static class NativeSettings
{
    internal static void Choose() => Native.st_initialize();
}
