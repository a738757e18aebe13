using System.Globalization;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules one after the other.</summary>
        public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> _row = [];

            protected internal Sequential(params (string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)[] modules)
                : base(nameof(Sequential))
            {
                ArgumentNullException.ThrowIfNull(modules);
                foreach (var (name, module) in modules)
                {
                    register_module(name, module);
                    _row.Add(module);
                }
            }

            public int Count => _row.Count;

            public override torch.Tensor forward(torch.Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                var x = tensor;
                foreach (var module in _row)
                {
                    var next = module.call(x);
                    if (!ReferenceEquals(x, tensor) && !ReferenceEquals(x, next))
                        x.Dispose();
                    x = next;
                }

                return ReferenceEquals(x, tensor) ? tensor.alias() : x;
            }

            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new([.. modules.Select((module, i) => (i.ToString(CultureInfo.InvariantCulture), module))]);
        }
    }
}
