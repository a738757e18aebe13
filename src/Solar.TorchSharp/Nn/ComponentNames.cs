using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp
{
    /// <summary>The fields a module is searched for its parts in: all of them, inherited private ones too.</summary>
    internal static class ComponentFields
    {
        private const BindingFlags OwnFields =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

        public static IEnumerable<FieldInfo> Of(Type type)
        {
            var seen = new HashSet<string>();
            for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                foreach (var field in level.GetFields(OwnFields))
                {
                    if (seen.Add(field.Name))
                        yield return field;
                }
            }
        }
    }

    public static class FieldInfoExtensionMethods
    {
        public static string ComponentName(this FieldInfo field)
        {
            ArgumentNullException.ThrowIfNull(field);
            return field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
        }
    }
}

namespace TorchSharp.Utils
{
    /// <summary>The name a field's part is registered under, where it is not the field's own.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    public class ComponentNameAttribute : Attribute
    {
        public string? Name { get; set; }
    }
}
