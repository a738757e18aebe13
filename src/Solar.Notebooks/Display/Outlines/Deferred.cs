using System.Threading.Tasks;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>Values that may not be there yet. Showing one never waits for it and never makes it.</summary>
internal static class Deferred
{
    public static Members OfTask(OutlineBuilder builder, Task task, Type type, int depth)
    {
        var entries = new List<(string, Outline)> { ("Status", new Leaf(task.Status.ToString())) };
        // An async method's task is of a private type below Task<T>; one without a result is a Task<VoidTaskResult>.
        var generic = type;
        while (generic is not null && !(generic.IsGenericType && generic.GetGenericTypeDefinition() == typeof(Task<>)))
            generic = generic.BaseType;
        var hasResult = generic is not null && generic.GetGenericArguments()[0].Name != "VoidTaskResult";

        if (task.IsCompletedSuccessfully && hasResult)
            entries.Add(("Result", builder.Build(generic!.GetProperty(nameof(Task<int>.Result))!.GetValue(task), depth + 1)));
        if (task.Exception is { } failure)
            entries.Add(("Exception", new Leaf($"{TypeName.Of(failure.InnerException!.GetType())}: {failure.InnerException.Message}")));
        return new Members(hasResult ? TypeName.Of(generic!) : nameof(Task), entries);
    }

    public static Outline? OfLazy(OutlineBuilder builder, object value, Type type, int depth)
    {
        if (!type.IsGenericType)
            return null;
        if (type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return new Leaf(TypeName.Of(type));
        if (type.GetGenericTypeDefinition() != typeof(Lazy<>))
            return null;
        var made = (bool)type.GetProperty(nameof(Lazy<int>.IsValueCreated))!.GetValue(value)!;
        return new Members(TypeName.Of(type), made
            ? [("Value", builder.Build(type.GetProperty(nameof(Lazy<int>.Value))!.GetValue(value), depth + 1))]
            : [("IsValueCreated", new Leaf("False"))]);
    }
}
