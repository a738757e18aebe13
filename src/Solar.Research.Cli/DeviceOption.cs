using System.CommandLine;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Cli;

/// <summary><c>--device cpu|cuda|cuda:N</c>, wherever a model is run.</summary>
internal static class DeviceOption
{
    public static Option<string> Build() => new("--device") { Description = "cpu, cuda, or cuda:N.", DefaultValueFactory = _ => "cpu" };

    /// <exception cref="ArgumentException">It asks for a GPU that this libtorch does not see.</exception>
    public static Device Of(string name)
    {
        if (name.StartsWith("cuda", StringComparison.Ordinal) && !cuda.is_available())
            throw new ArgumentException($"The device '{name}' was asked for, but this libtorch sees no GPU: point TORCH_DIR at a CUDA build of libtorch, or say --device cpu.");
        var chosen = device(name);
        return chosen.type != DeviceType.CUDA || chosen.index < cuda.device_count()
            ? chosen
            : throw new ArgumentException($"The device '{name}' was asked for, but the GPUs here are cuda:0 to cuda:{cuda.device_count() - 1}.");
    }
}
