using Solar.Research.Checkpoints;
using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging.Disk;

/// <summary>A tensor of the merged model before it is written.</summary>
/// <param name="Entry">Its name, type and shape.</param>
/// <param name="Sources">What it is merged from, in the order the rule takes them. They have its shape, or more rows of which the first count.</param>
/// <param name="Rule">How.</param>
internal sealed record MergedTensor(TensorEntry Entry, IReadOnlyList<TensorSource> Sources, MergeRule Rule);

/// <summary>A tensor of one of the models.</summary>
/// <param name="Model">The model.</param>
/// <param name="Entry">The tensor.</param>
internal sealed record TensorSource(Checkpoint Model, TensorEntry Entry)
{
    public override string ToString() => $"{Model.Folder}: {Entry}";
}
