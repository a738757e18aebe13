using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

/// <summary>A number on its way to native code: kind 0 an integer, 1 the bits of a double, 2 a truth value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Number(long bits, int kind)
{
    internal readonly long Bits = bits;
    internal readonly int Kind = kind;

    internal double AsDouble => Kind == 1 ? BitConverter.Int64BitsToDouble(Bits) : Bits;
    internal long AsLong => Kind == 1 ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;
    internal bool AsBool => Kind == 1 ? BitConverter.Int64BitsToDouble(Bits) != 0 : Bits != 0;
}

/// <summary>Type, place and gradient of a tensor to be made; type -1 is libtorch's default.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Options
{
    private readonly int type;
    private readonly int device;
    private readonly int index;
    private readonly int requiresGrad;

    internal Options(ScalarType? type, Device? where, bool requiresGrad, string[]? names = null)
    {
        if (names is not null) throw Named();
        var place = where ?? get_default_device();
        this.type = (int)(type ?? (ScalarType)(-1));
        device = (int)place.type;
        index = place.index;
        this.requiresGrad = requiresGrad ? 1 : 0;
    }

    private Options(int type, int device, int index, bool requiresGrad)
    {
        this.type = type;
        this.device = device;
        this.index = index;
        this.requiresGrad = requiresGrad ? 1 : 0;
    }

    /// <summary>What is not given is that of the tensor imitated.</summary>
    private static NotSupportedException Named() => new("Named dimensions are not supported by this provider; leave names null.");

    internal static Options Like(ScalarType? type, Device? where, bool requiresGrad, string[]? names = null) =>
        names is not null ? throw Named() : new((int)(type ?? (ScalarType)(-1)), (int?)where?.type ?? -1, where?.index ?? -1, requiresGrad);
}
