namespace TorchSharp;

/// <summary>Owns what is made inside it and disposes it all at its end, save what was moved out or detached.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> owned = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        Manager = manager;
        OuterScope = outer;
    }

    internal DisposeScopeManager Manager { get; }

    internal DisposeScope? OuterScope { get; }

    public int DisposablesCount => owned.Count;

    public bool Contains(IDisposable disposable) => owned.Contains(disposable);

    public void Dispose()
    {
        DisposeEverything();
        Manager.Leave(this);
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] doomed = kept.Count == 0 ? [.. owned] : [.. owned.Where(item => !kept.Contains(item))];
        foreach (var item in doomed)
        {
            owned.Remove(item);
            Tell(item, null);
            item.Dispose();
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (!owned.Remove(disposable)) return disposable;
        scope?.owned.Add(disposable);
        Tell(disposable, scope);
        return disposable;
    }

    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    internal DisposeScope Own(IDisposable disposable)
    {
        owned.Add(disposable);
        return this;
    }

    internal void Disown(IDisposable disposable) => owned.Remove(disposable);

    private static void Tell(IDisposable disposable, DisposeScope? owner)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = owner;
    }
}
