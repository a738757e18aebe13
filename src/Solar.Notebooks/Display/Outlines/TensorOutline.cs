using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>Shape, type, device and a corner of the values of a tensor that has TorchSharp's members. No library is referenced.</summary>
/// <remarks>Views and copies made on the way are disposed of; the tensor itself is only read.</remarks>
internal static class TensorOutline
{
    private const int Height = 6, Width = 8;

    /// <summary>The outline; none: it is no tensor.</summary>
    public static Outline? Of(object value, Type type)
    {
        // A parameter of a module is a Tensor's heir.
        var tensor = type;
        while (tensor is not null && tensor.Name != "Tensor")
            tensor = tensor.BaseType;
        if (tensor is null || tensor.GetProperty("shape")?.PropertyType != typeof(long[]) || tensor.GetProperty("dtype") is null || tensor.GetProperty("device") is null)
            return null;

        try
        {
            var shape = (long[])Get(value, "shape")!;
            var title = $"{type.Name}[{string.Join(", ", shape)}] {Get(value, "dtype")} on {Get(value, "device")}";
            return shape.Contains(0) ? new Leaf(title) : Corner(value, shape) is { } corner ? corner with { Title = title } : new Leaf(title);
        }
        catch (Exception thrown) when (thrown is ObjectDisposedException or InvalidOperationException or ArgumentException or ExternalFailure)
        {
            return new Leaf($"{type.Name}: {thrown.Message.Split('\n')[0].Trim()}");
        }
    }

    // The first rows and columns of the first page; none where the values are no numbers that a double can hold.
    private static Grid? Corner(object tensor, long[] shape)
    {
        var type = Get(tensor, "dtype")!;
        var name = type.ToString()!;
        if (name.Contains("Complex", StringComparison.OrdinalIgnoreCase) || !Enum.TryParse(type.GetType(), "Float64", out var doubles))
            return null;

        var made = new List<object>();
        try
        {
            object Next(object of, string method, params object[] arguments)
            {
                var next = Call(of, method, arguments);
                if (!ReferenceEquals(next, tensor))
                    made.Add(next);
                return next;
            }

            var corner = Next(tensor, "detach");
            var width = 1L;
            for (var d = 0; d < shape.Length; d++)
            {
                var kept = Math.Min(shape[d], d == shape.Length - 1 ? Width : d == shape.Length - 2 ? Height : 1);
                corner = kept == shape[d] ? corner : Next(corner, "narrow", (long)d, 0L, kept);
                width = kept;
            }

            var height = shape.Length >= 2 ? Math.Min(shape[^2], Height) : 1;
            var numbers = Numbers(Next(Next(Next(corner, "cpu"), "to_type", doubles!), "contiguous"));
            var rows = numbers.Chunk((int)width).Take((int)height).Select(row => row.Select(number => (Outline?)Cell(number, name)).ToArray());
            return new Grid(null, [.. rows], Rest(shape, height, width));
        }
        finally
        {
            foreach (var one in made.OfType<IDisposable>())
                one.Dispose();
        }
    }

    private static double[] Numbers(object tensor)
    {
        var accessor = (IEnumerable)tensor.GetType().GetMethods().Single(method => method.Name == "data" && method.IsGenericMethodDefinition && method.GetParameters().Length == 0)
            .MakeGenericMethod(typeof(double)).Invoke(tensor, null)!;
        try
        {
            return [.. accessor.Cast<double>()];
        }
        finally
        {
            (accessor as IDisposable)?.Dispose();
        }
    }

    private static Leaf Cell(double number, string type) => type switch
    {
        "Bool" => new Leaf(number != 0 ? "True" : "False"),
        _ => new Leaf(number.ToString("G6", CultureInfo.InvariantCulture), IsNumber: true),
    };

    private static string? Rest(long[] shape, long height, long width)
    {
        var all = shape.Aggregate(1L, (product, length) => product * length);
        return all > height * width ? string.Create(CultureInfo.InvariantCulture, $"… {all - (height * width):N0} more values") : null;
    }

    private static object? Get(object owner, string property) => Passing(() => owner.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.GetValue(owner));

    // The overload whose first parameters take the arguments and whose others have defaults.
    private static object Call(object owner, string name, object[] arguments)
    {
        var method = owner.GetType().GetMethods().Where(candidate => candidate.Name == name && !candidate.IsStatic && !candidate.IsGenericMethodDefinition).FirstOrDefault(candidate =>
        {
            var parameters = candidate.GetParameters();
            return parameters.Length >= arguments.Length
                && arguments.Zip(parameters).All(pair => pair.Second.ParameterType.IsInstanceOfType(pair.First))
                && parameters.Skip(arguments.Length).All(parameter => parameter.HasDefaultValue);
        }) ?? throw new ExternalFailure($"its type has no method '{name}' that takes {arguments.Length} arguments, so its values cannot be shown.");
        object?[] all = [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(parameter => parameter.DefaultValue)];
        return Passing(() => method.Invoke(owner, all))!;
    }

    private static T Passing<T>(Func<T> reflection)
    {
        try
        {
            return reflection();
        }
        catch (TargetInvocationException wrapped)
        {
            throw new ExternalFailure(wrapped.InnerException!.Message);
        }
    }

    private sealed class ExternalFailure(string message) : Exception(message);
}
