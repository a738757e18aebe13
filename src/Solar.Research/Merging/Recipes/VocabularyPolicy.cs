namespace Solar.Research.Merging.Recipes;

/// <summary>What is done with models whose embeddings have different numbers of rows.</summary>
public enum VocabularyPolicy
{
    /// <summary>They are not merged.</summary>
    Refuse,

    /// <summary>
    /// Only the rows that all of them have are merged, and the rest is left out: right when the extra rows are padding or tokens that the
    /// merged model can do without. As mergekit does without a tokenizer block (a6e4028, merge_methods/rectify_embed.py), which leaves
    /// <c>vocab_size</c> as it was; here it follows.
    /// </summary>
    Crop,
}
