using System.Text.RegularExpressions;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;
using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging.Disk;

/// <summary>Every tensor of the merged model and what it is merged from, worked out from names and shapes alone.</summary>
/// <remarks>
/// As mergekit a6e4028, plan.py: tensors outside the layers are those of the first slice before the layers and of the last behind them,
/// and a gradient is at its beginning for all of them. By name, what stands behind the layers is the last norm and the head.
/// </remarks>
internal sealed partial class MergePlan
{
    private readonly MergeRecipe _recipe;
    private readonly IReadOnlyDictionary<string, PlannedModel> _models;
    private readonly PlanComplaints _complaints = new();
    private readonly List<MergedTensor> _tensors = [];
    private readonly List<string> _leftOut = [];

    private MergePlan(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models) => (_recipe, _models) = (recipe, models);

    /// <summary>In the order in which they are written.</summary>
    public IReadOnlyList<MergedTensor> Tensors => _tensors;

    /// <summary>Tensors that some model has and the merged one does not need.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>The rows of the embeddings, where they were cropped.</summary>
    public long? CroppedRows { get; private set; }

    /// <summary>Plans a merge.</summary>
    /// <param name="recipe">Validated.</param>
    /// <param name="models">By the names that the recipe gives them.</param>
    /// <exception cref="InvalidDataException">The models do not fit each other; the message names tensors and shapes.</exception>
    public static MergePlan Of(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models)
    {
        var plan = new MergePlan(recipe, models);
        plan.AddAll();
        plan._complaints.ThrowIfAny();
        return plan;
    }

    private void AddAll()
    {
        var slices = _recipe.Slices.Select(WithBase).ToList();
        var donor = _models[_recipe.Donor];
        RequireLayersForGradients();
        _complaints.RequireSame(slices[0].Sources.Concat(slices[^1].Sources).Select(source => _models[source.Model].Outside).Prepend(donor.Outside), _leftOut);
        foreach (var name in donor.Outside.Names.Where(name => !BehindLayers().IsMatch(name)))
            Add(name, new(_recipe, slices[0], T: 0), _ => name);
        var layer = 0;
        foreach (var slice in slices)
            layer = AddLayers(slice, layer);
        foreach (var name in donor.Outside.Names.Where(name => BehindLayers().IsMatch(name)))
            Add(name, new(_recipe, slices[^1], T: 0), _ => name);
    }

    private int AddLayers(MergeSlice slice, int layer)
    {
        var models = slice.Sources.Select(source => _models[source.Model]).ToList();
        var ranges = slice.Sources.Select((source, i) => source.Layers ?? new(0, models[i].LayerCount)).ToList();
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].End > models[i].LayerCount)
                throw new ArgumentException($"The layers [{ranges[i].Start}, {ranges[i].End}) are asked of '{slice.Sources[i].Model}', which has {models[i].LayerCount}.");
            if (ranges[i].Count != ranges[0].Count)
                throw new InvalidDataException($"'{slice.Sources[0].Model}' has {ranges[0].Count} layers and '{slice.Sources[i].Model}' {ranges[i].Count}; name layers of each to merge them ('slices').");
        }

        var reference = ReferenceOf(slice);
        for (var i = 0; i < ranges[0].Count; i++, layer++)
        {
            var offset = i;
            var scope = new ParameterScope(_recipe, slice, ranges[0].Count > 1 ? i / (double)(ranges[0].Count - 1) : 1);
            var parts = models[reference].Part(ranges[reference].Start + i);
            _complaints.RequireSame(models.Select((model, source) => model.Part(ranges[source].Start + offset)).Prepend(parts), _leftOut);
            foreach (var part in parts.Names.Except(_leftOut))
                Add(models[reference].NameOf(layer, part), scope, source => models[source].NameOf(ranges[source].Start + offset, part));
        }

        return layer;
    }

    private void RequireLayersForGradients()
    {
        var settings = _recipe.Slices.SelectMany(slice => slice.Sources.Select(source => source.Parameters).Append(slice.Parameters)).Append(_recipe.Parameters).SelectMany(given => given.Values);
        if (settings.Any(HasGradient) && _models.Values.FirstOrDefault(model => !model.HasLayers) is { } flat)
            throw new ArgumentException($"{flat.Checkpoint.Folder} is not one stack of numbered layers, so a gradient over the layers has no meaning for it; give single numbers.");
    }

    private static bool HasGradient(ParameterSetting setting) =>
        setting is GradientSetting || (setting is FilteredSetting filtered && filtered.Settings.Any(named => HasGradient(named.Value)));

    // The base of whole models need not be listed among them.
    private MergeSlice WithBase(MergeSlice slice) =>
        HasBase(slice) && slice.Sources.All(source => source.Model != BaseOf(slice))
            ? slice with { Sources = [.. slice.Sources, new() { Model = BaseOf(slice)! }] }
            : slice;

    private string? BaseOf(MergeSlice slice) => slice.BaseModel ?? _recipe.BaseModel;

    private bool HasBase(MergeSlice slice) => MethodTerms.Of(_recipe.Method).Base != false && BaseOf(slice) is not null;

    // Whose names and types the merged tensors have.
    private int ReferenceOf(MergeSlice slice) => Math.Max(0, slice.Sources.ToList().FindIndex(source => source.Model == BaseOf(slice)));

    private void Add(string name, ParameterScope scope, Func<int, string> nameOf)
    {
        var (slice, reference) = (scope.Slice, ReferenceOf(scope.Slice));
        var order = Enumerable.Range(0, slice.Sources.Count);
        if (HasBase(slice))
            order = order.Where(source => source != reference).Prepend(reference);
        var named = order.Select(source => (Source: slice.Sources[source], Name: nameOf(source))).ToList();
        if (named.Any(source => !_models[source.Source.Model].Checkpoint.Tensors.ContainsKey(source.Name)))
        {
            if (!_complaints.Any && !_leftOut.Contains(name))
                throw new System.Diagnostics.UnreachableException($"'{name}' is missing, and nobody complained.");
            return;
        }

        var sources = named.Select(source => _models[source.Source.Model].Source(source.Name)).ToList();
        if (ShapeOf(sources) is not { } shape)
            return;
        var type = _models[slice.Sources[reference].Model].Source(nameOf(reference)).Entry.Type;
        if (sources.Any(source => !StoredFloats.Knows(source.Entry.Type)))
        {
            _complaints.RequireEqual(sources);
            _tensors.Add(new(new(name, type, shape), sources[..1], new MixtureRule(Passthrough.Mix())));
            return;
        }

        var entry = new TensorEntry(name, _recipe.OutType ?? _recipe.Type ?? type, shape);
        try
        {
            // SLERP's base is where t = 0 is, not an origin.
            _tensors.Add(new(entry, sources, RuleOf.Tensor(scope, entry, named, HasBase(slice) && _recipe.Method != MergeMethod.Slerp)));
        }
        catch (ArgumentException wrong)
        {
            throw new ArgumentException($"'{Quoted.Name(name)}': {wrong.Message}", wrong);
        }
    }

    // The one shape of all sources; null, after a complaint, when they have none.
    private IReadOnlyList<long>? ShapeOf(IReadOnlyList<TensorSource> sources)
    {
        var shapes = sources.Select(source => source.Entry.Shape).ToList();
        if (shapes.All(shape => shape.SequenceEqual(shapes[0])))
            return shapes[0];
        var embeddings = shapes.All(shape => shape.Count == 2 && shape[1] == shapes[0][1]) && sources.All(source => Embedding().IsMatch(source.Entry.Name));
        if (!embeddings || _recipe.Vocabulary != VocabularyPolicy.Crop)
        {
            _complaints.Shapes(sources, embeddings);
            return null;
        }

        CroppedRows = Math.Min(CroppedRows ?? long.MaxValue, shapes.Min(shape => shape[0]));
        return [shapes.Min(shape => shape[0]), shapes[0][1]];
    }

    [GeneratedRegex(@"(^|\.)(embed_tokens|lm_head|wte|tok_embeddings|word_embeddings|embed_in|embed_out)\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex Embedding();

    [GeneratedRegex(@"^(lm_head|embed_out|output)\.|^((model|transformer|gpt_neox|model\.decoder)\.)?(norm|ln_f|final_layer_norm|final_layernorm|output_norm)\.", RegexOptions.CultureInvariant)]
    private static partial Regex BehindLayers();
}
