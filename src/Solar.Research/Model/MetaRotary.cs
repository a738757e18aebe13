using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>
/// Meta's own checkpoints pair the features 2i and 2i + 1 of a head for the rotary embedding; Hugging Face's, and this
/// decoder, pair i and i + D/2. Reordering the rows of the query and key weights takes one to the other: attention only
/// sees dot products, which do not mind in which order features stand.
/// </summary>
public static class MetaRotary
{
    /// <summary>Query or key weights in Meta's order, put into Hugging Face's.</summary>
    /// <param name="weight">[heads·D, H]</param>
    /// <param name="heads">A for the queries, K for the keys.</param>
    public static Tensor ToHuggingFace(Tensor weight, int heads)
    {
        var (rows, width) = (weight.shape[0], weight.shape[1]);
        return weight.view(heads, rows / heads / 2, 2, width).transpose(1, 2).reshape(rows, width);
    }

    /// <summary>The way back.</summary>
    /// <inheritdoc cref="ToHuggingFace"/>
    public static Tensor FromHuggingFace(Tensor weight, int heads)
    {
        var (rows, width) = (weight.shape[0], weight.shape[1]);
        return weight.view(heads, 2, rows / heads / 2, width).transpose(1, 2).reshape(rows, width);
    }
}
