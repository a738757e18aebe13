using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward pass keeps for its backward pass.</summary>
        public class AutogradContext
        {
            private readonly Dictionary<string, object> _data = [];

            internal AutogradContext()
            {
            }

            public bool MaterializeGrads { get; private set; } = true;

            internal IReadOnlyList<Tensor> ToSave { get; private set; } = [];

            internal IReadOnlyList<Tensor> NonDifferentiable { get; private set; } = [];

            /// <summary>The native node, while it lives; 0 before it is made and where no gradient is wanted.</summary>
            internal nint Node { get; set; }

            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>Anything but tensors, which belong in <see cref="save_for_backward"/>: there they are freed in time and checked.</summary>
            public void save_data(string key, object value)
            {
                if (value is Tensor)
                    throw new ArgumentException($"'{key}' is a tensor: save it with save_for_backward.", nameof(value));
                _data[key] = value;
            }

            public object? get_data(string key) => _data.GetValueOrDefault(key);

            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            /// <summary>Whether an output that nobody used has a gradient of zeros (the default) or none.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>The saved tensors; an error says so where one was changed in place since, or the graph was freed.</summary>
            public List<Tensor> get_saved_variables()
            {
                if (Node == 0)
                    return [];
                Check(st_node_saved(Node, out var tensors, out var count));
                return [.. TensorList.Take(tensors, count)];
            }
        }
    }
}
