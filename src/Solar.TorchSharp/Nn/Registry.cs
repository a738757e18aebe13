using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

/// <summary>What a module holds by name, in the order of registration, which is the order of <c>parameters()</c>.</summary>
internal sealed class Registry<T> : IEnumerable<(string Name, T Value)>
    where T : class
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, T> _values = [];

    public T this[string name] => _values[name];

    public bool ContainsKey(string name) => _values.ContainsKey(name);

    public bool TryGetValue(string name, [NotNullWhen(true)] out T? value) => _values.TryGetValue(name, out value);

    /// <summary>Adds, or replaces in its place.</summary>
    public void Set(string name, T value)
    {
        if (!_values.ContainsKey(name))
            _order.Add(name);
        _values[name] = value;
    }

    public void Remove(string name)
    {
        if (_values.Remove(name))
            _order.Remove(name);
    }

    /// <summary>Over a copy of the names: a conversion replaces values while it walks.</summary>
    public IEnumerator<(string Name, T Value)> GetEnumerator()
    {
        foreach (var name in _order.ToArray())
        {
            if (_values.TryGetValue(name, out var value))
                yield return (name, value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
