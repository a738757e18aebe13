namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost last.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? ofThisThread;

    private readonly List<DisposeScope> scopes = [];

    internal static DisposeScopeManager OfThisThread => ofThisThread ??= new();

    internal static DisposeScope? Innermost => ofThisThread is { scopes: [.., var last] } ? last : null;

    internal static DisposeScope Enter()
    {
        var manager = OfThisThread;
        var scope = new DisposeScope(manager, Innermost);
        manager.scopes.Add(scope);
        return scope;
    }

    internal void Leave(DisposeScope scope) => scopes.Remove(scope);
}
