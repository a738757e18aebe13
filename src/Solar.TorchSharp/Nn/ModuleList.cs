using System.Collections;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules in a row, registered under their indices.</summary>
        public class ModuleList<T> : torch.nn.Module, IList<T>
            where T : torch.nn.Module
        {
            private readonly List<T> _list = [];
            private bool _registered;

            public ModuleList(params T[] modules)
                : base(nameof(ModuleList<>))
            {
                if (modules is not null)
                    _list.AddRange(modules);
            }

            public int Count => _list.Count;

            public bool IsReadOnly => false;

            public T this[int index]
            {
                get => _list[index];
                set => _list[index] = value;
            }

            public void Add(T item) => _list.Add(item);

            public void append(params T[] parameters) => extend(parameters ?? []);

            public void extend(IEnumerable<T> modules) => _list.AddRange(modules);

            public void Clear() => _list.Clear();

            public bool Contains(T item) => _list.Contains(item);

            public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

            public int IndexOf(T item) => _list.IndexOf(item);

            public void Insert(int index, T item) => _list.Insert(index, item);

            public bool Remove(T item) => _list.Remove(item);

            public void RemoveAt(int index) => _list.RemoveAt(index);

            public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
                if (_registered)
                    return;
                for (var i = 0; i < _list.Count; i++)
                    register_module(i.ToString(System.Globalization.CultureInfo.InvariantCulture), _list[i]);
                _registered = true;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
