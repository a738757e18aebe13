using YamlDotNet.RepresentationModel;

namespace Solar.Research.Merging.Recipes;

/// <summary>The members of a YAML mapping, each once.</summary>
internal sealed class YamlMembers
{
    private readonly YamlNode _node;
    private readonly string _source;
    private readonly string _place;
    private readonly List<(string Name, YamlValue Value, YamlValue Key)> _members = [];

    /// <param name="node">Must be a mapping.</param>
    /// <param name="source">What messages call the file.</param>
    /// <param name="place">What they call this part of it.</param>
    public YamlMembers(YamlNode node, string source, string place)
    {
        (_node, _source, _place) = (node, source, place);
        if (node is not YamlMappingNode mapping)
            throw Wrong($"{place} should be a mapping ('name: value')");
        foreach (var (key, value) in mapping.Children)
            _members.Add((new YamlValue(key, source).Text(), new(value, source), new(key, source)));
    }

    public IEnumerable<(string Name, YamlValue Value)> All => _members.Select(member => (member.Name, member.Value));

    public bool Has(string name) => Optional(name) is not null;

    public YamlValue Required(string name) => Optional(name) ?? throw Wrong($"{_place} lacks '{name}'");

    /// <summary>null when it is not there, or stands there as nothing.</summary>
    public YamlValue? Optional(string name) => _members
        .Where(member => member.Name == name && !member.Value.IsNull)
        .Select(member => member.Value)
        .FirstOrDefault();

    /// <summary>Refuses every member that is not among these; those that are known and not done, unless nothing stands there, with the reason.</summary>
    public void Allow(IReadOnlyDictionary<string, string> notDone, params IEnumerable<string> names)
    {
        foreach (var (name, value, key) in _members.Where(member => !names.Contains(member.Name)))
        {
            if (!notDone.TryGetValue(name, out var why))
                throw key.Wrong($"unknown key '{name}' in {_place}; it has {string.Join(", ", names)}");
            if (!value.IsNull)
                throw key.Wrong($"'{name}' is not supported: {why}");
        }
    }

    public InvalidDataException Wrong(string what) => new YamlValue(_node, _source).Wrong(what);
}
