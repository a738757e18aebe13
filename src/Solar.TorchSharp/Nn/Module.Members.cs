using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules;

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>Every module below this one: the children first, then theirs. The module itself is not among them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in _modules)
                    yield return child;
                foreach (var (name, child) in _modules)
                {
                    foreach (var (below, module) in child.named_modules())
                        yield return ($"{name}.{below}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(child => child.module);

            /// <summary>Every parameter once, also one that stands in two places, under its first name.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (name, parameter) in _params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                        yield return (name, parameter);
                }

                if (!recurse)
                    yield break;
                foreach (var (name, child) in _modules)
                {
                    foreach (var (below, parameter) in child.named_parameters(true))
                    {
                        if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                            yield return ($"{name}.{below}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(pair => pair.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (name, buffer) in _buffers)
                {
                    if ((include_nonpersistent || !_transient.Contains(name)) && !buffer.IsInvalid && seen.Add(buffer.Handle))
                        yield return (name, buffer);
                }

                if (!recurse)
                    yield break;
                foreach (var (name, child) in _modules)
                {
                    foreach (var (below, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (!buffer.IsInvalid && seen.Add(buffer.Handle))
                            yield return ($"{name}.{below}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) => Find(target, module => module._params);

            public virtual Tensor? get_buffer(string target) => Find(target, module => module._buffers);

            private T? Find<T>(string target, Func<Module, Registry<T>> registry)
                where T : class
            {
                ArgumentNullException.ThrowIfNull(target);
                var module = this;
                var name = target;
                while (!registry(module).TryGetValue(name, out _))
                {
                    var dot = name.IndexOf('.', StringComparison.Ordinal);
                    if (dot < 0 || !module._modules.TryGetValue(name[..dot], out var child))
                        return null;
                    module = child;
                    name = name[(dot + 1)..];
                }

                return registry(module)[name];
            }
        }
    }
}
