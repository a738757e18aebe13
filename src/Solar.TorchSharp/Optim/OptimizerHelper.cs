namespace TorchSharp.Modules;

/// <summary>An optimizer that keeps a state for each parameter, and can save and restore it.</summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    /// <summary>By the parameter's handle: two objects may stand for one tensor.</summary>
    private protected Dictionary<IntPtr, OptimizerState> States { get; } = [];

    public OptimizerHelper()
        : base(0)
    {
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in Groups)
        {
            dictionary.Options.Add(group.Options!);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(States[parameter.Handle]);
            }

            dictionary.StateIndexRef.Add(indices);
        }

        return dictionary;
    }

    /// <summary>Copies another optimizer's options and states into this one.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        Same("parameter groups", own.Options.Count, state_dict.Options.Count);
        Same("states", own.State.Count, state_dict.State.Count);
        foreach (var (to, from) in own.Options.Zip(state_dict.Options).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
            to.LoadStateDict(from);
        foreach (var (to, from) in own.State.Zip(state_dict.State).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
            to.LoadStateDict(from);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var own = state_dict();
        writer.Write(GetType().Name);
        Leb128.Write(writer, own.Options.Count);
        Leb128.Write(writer, own.State.Count);
        foreach (var options in own.Options)
            options.SaveStateDict(writer);
        foreach (var state in own.State)
            state.SaveStateDict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        var own = state_dict();
        Same("parameter groups", own.Options.Count, Leb128.Read(reader));
        Same("states", own.State.Count, Leb128.Read(reader));
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var state in own.State)
            state.LoadStateDict(reader);
    }

    private static void Same(string what, long expected, long found)
    {
        if (expected != found)
            throw new ArgumentException($"The optimizer's state has {found} {what}, and the optimizer {expected}: it belongs to another model or to other groups.");
    }
}
