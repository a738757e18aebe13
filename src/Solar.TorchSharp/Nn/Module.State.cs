namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The parameters and persistent buffers themselves, not copies, by their full names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Full(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
                foreach (var (name, parameter) in named_parameters())
                    destination.TryAdd(Full(name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(Full(name), buffer);

                // A tensor that two children share was named once above; here it gets its other names too.
                foreach (var (name, child) in _modules)
                    child.state_dict(destination, Full(name));
                return destination;
            }

            /// <summary>Copies the values of <paramref name="source"/> into the tensors of the same names.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source,
                bool strict = true,
                IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var destination = state_dict();
                bool Wanted(string name) => skip is null || !skip.Contains(name);
                List<string> missing = [.. destination.Keys.Where(name => Wanted(name) && !source.ContainsKey(name))];
                List<string> unexpected = [.. source.Keys.Where(name => Wanted(name) && !destination.ContainsKey(name))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        "The loaded state_dict is not identical to the target dictionary. "
                        + $"Missing: {Names(missing)}. Unexpected: {Names(unexpected)}.");
                }

                using var inPlace = no_grad();
                foreach (var (name, value) in source)
                {
                    if (Wanted(name) && destination.TryGetValue(name, out var target))
                        target.copy_(value);
                }

                return (missing, unexpected);
            }

            private static string Names(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
        }
    }
}
