using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a model: named parameters, buffers and further modules.</summary>
        public partial class Module : IDisposable
        {
            private readonly Registry<Module> _modules = new();
            private readonly Registry<Parameter> _params = new();
            private readonly Registry<Tensor> _buffers = new();
            private readonly HashSet<string> _transient = [];
            private readonly string _name;
            private bool _componentsRegistered;
            private bool _training = true;

            protected Module(string name) => _name = name;

            public virtual bool training => _training;

            public virtual string GetName() => string.IsNullOrEmpty(_name) ? GetType().Name : _name;

            /// <summary>Registers every module, parameter and tensor that stands in a field, under the field's name.</summary>
            /// <remarks>A plain tensor in a field becomes a buffer, and so part of the state dictionary.</remarks>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                    return;
                foreach (var field in ComponentFields.Of(GetType()))
                {
                    var name = field.ComponentName();
                    if (_modules.ContainsKey(name) || _params.ContainsKey(name) || _buffers.ContainsKey(name))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(name, module);
                            break;
                        case Parameter parameter: // before Tensor, which it is too
                            register_parameter(name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(name, tensor);
                            break;
                    }
                }

                _componentsRegistered = true;
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _modules.Remove(name);
                    return;
                }

                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"A module's name is not empty and has no dot in it, got: '{name}'.");
                if (_modules.ContainsKey(name))
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                _modules.Set(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (_params.ContainsKey(name))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
                _params.Set(name, param);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (_buffers.ContainsKey(name))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
                _buffers.Set(name, tensor);
                if (!persistent)
                    _transient.Add(name);
            }

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, module) in named_children())
                    module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (var (_, module) in named_children())
                    module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        grad.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, buffer) in named_buffers(false))
                    buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in named_parameters(false))
                    parameter.DetachFromDisposeScope().Dispose();
                foreach (var (_, module) in named_children())
                    module.Dispose();
            }
        }
    }
}
