using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) =>
                Convert(Floating(dtype), device, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Convert(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) =>
                Convert(Floating(dtype), null, non_blocking);

            private static ScalarType Floating(ScalarType dtype) =>
                dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64
                    ? dtype
                    : throw new ArgumentException($"nn.Module.to only accepts floating point types, but got desired dtype={dtype}.");

            private Module Convert(ScalarType? dtype, Device? device, bool nonBlocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null)
                        child._to(dtype!.Value, nonBlocking);
                    else if (dtype is null)
                        child._to(device.type, device.index, nonBlocking);
                    else
                        child._to(device, dtype.Value, nonBlocking);
                }

                foreach (var (name, parameter) in _params)
                {
                    if (Converted(parameter, dtype, device, nonBlocking) is { } converted)
                        Replace(name, parameter, converted);
                }

                foreach (var (name, buffer) in _buffers)
                {
                    if (Target(buffer, dtype, device) is not { } target)
                        continue;
                    var moved = buffer.to(target.Type, target.Device, non_blocking: nonBlocking).DetachFromDisposeScope();
                    _buffers.Set(name, moved);
                    SetField(name, moved);
                    buffer.DetachFromDisposeScope().Dispose();
                }

                return this;
            }

            /// <summary>Puts a parameter where another stood: in the registry, and in the field or property of its name.</summary>
            private void Replace(string name, Parameter old, Parameter parameter)
            {
                _params.Set(name, parameter);
                SetField(name, parameter);
                old.DetachFromDisposeScope().Dispose();
            }

            private void SetField(string name, Tensor value)
            {
                var field = ComponentFields.Of(GetType()).FirstOrDefault(candidate => candidate.ComponentName() == name);
                if (field is not null && field.FieldType.IsInstanceOfType(value))
                    field.SetValue(this, value);
            }

            private static Parameter? Converted(Parameter parameter, ScalarType? dtype, Device? device, bool nonBlocking)
            {
                if (Target(parameter, dtype, device) is not { } target)
                    return null;
                using var untracked = no_grad(); // the copy must be a leaf
                var converted = new Parameter(
                    parameter.to(target.Type, target.Device, non_blocking: nonBlocking),
                    parameter.requires_grad);
                converted.DetachFromDisposeScope();
                using var grad = parameter.grad;
                if (grad is not null)
                {
                    using var convertedGrad = grad.to(target.Type, target.Device, non_blocking: nonBlocking);
                    converted.grad = convertedGrad;
                }

                return converted;
            }

            /// <summary>Where a tensor has to go, or null where it is there already. Integers keep their type.</summary>
            private static (ScalarType Type, Device Device)? Target(Tensor tensor, ScalarType? dtype, Device? device)
            {
                var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                var there = type == tensor.dtype
                    && place.type == tensor.device.type
                    && (place.index < 0 || place.index == tensor.device.index);
                return there ? null : (type, place);
            }

            /// <summary>For a module that keeps its parameters in fields of other names than it registers.</summary>
            internal void Own(string name, Parameter? parameter)
            {
                if (parameter is null)
                    _params.Remove(name);
                else
                    _params.Set(name, (Parameter)parameter.DetachFromDisposeScope());
            }
        }
    }
}
