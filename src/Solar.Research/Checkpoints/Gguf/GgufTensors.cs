namespace Solar.Research.Checkpoints.Gguf;

/// <summary>A tensor of the file and where it comes from.</summary>
/// <param name="Name">llama.cpp's name.</param>
/// <param name="Source">The checkpoint's name.</param>
/// <param name="Rows">The outer size; 1 for a vector.</param>
/// <param name="Width">The inner size: the features that come in.</param>
/// <param name="IsVector">A norm, kept in single precision.</param>
/// <param name="PairedHeads">The heads whose rows are reordered for the rotary embedding; 0 where none are.</param>
internal sealed record GgufTensor(string Name, string Source, long Rows, int Width, bool IsVector, int PairedHeads)
{
    /// <summary>
    /// The row of the source that stands at a row of the file. llama.cpp turns features 2i and 2i + 1 of a head together,
    /// Hugging Face i and i + D/2: within a head, row 2i + j is its row i + j·D/2.
    /// </summary>
    public long SourceRow(long row)
    {
        if (PairedHeads == 0)
            return row;
        long width = Rows / PairedHeads, within = row % width;
        return row - within + (within / 2) + (within % 2 * (width / 2));
    }
}

/// <summary>The tensors of a Llama as llama.cpp names, shapes and orders them.</summary>
/// <remarks>ggml-org/llama.cpp, convert_hf_to_gguf.py (LlamaModel) and gguf-py/gguf/tensor_mapping.py.</remarks>
internal static class GgufTensors
{
    public static IReadOnlyList<GgufTensor> Of(GgufShape shape)
    {
        int queries = shape.Heads * shape.HeadDim, keys = shape.KeyValueHeads * shape.HeadDim;
        var tensors = new List<GgufTensor> { Matrix("token_embd.weight", "model.embed_tokens.weight", shape.Vocabulary, shape.Hidden) };
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string to = $"blk.{layer}.", from = $"model.layers.{layer}.";
            tensors.AddRange(
            [
                Norm(to + "attn_norm.weight", from + "input_layernorm.weight"),
                Matrix(to + "attn_q.weight", from + "self_attn.q_proj.weight", queries, shape.Hidden, shape.Heads),
                Matrix(to + "attn_k.weight", from + "self_attn.k_proj.weight", keys, shape.Hidden, shape.KeyValueHeads),
                Matrix(to + "attn_v.weight", from + "self_attn.v_proj.weight", keys, shape.Hidden),
                Matrix(to + "attn_output.weight", from + "self_attn.o_proj.weight", shape.Hidden, queries),
                Norm(to + "ffn_norm.weight", from + "post_attention_layernorm.weight"),
                Matrix(to + "ffn_gate.weight", from + "mlp.gate_proj.weight", shape.FeedForward, shape.Hidden),
                Matrix(to + "ffn_up.weight", from + "mlp.up_proj.weight", shape.FeedForward, shape.Hidden),
                Matrix(to + "ffn_down.weight", from + "mlp.down_proj.weight", shape.Hidden, shape.FeedForward),
            ]);
        }

        tensors.Add(Norm("output_norm.weight", "model.norm.weight"));
        if (!shape.TiedEmbeddings) // without it llama.cpp takes the embeddings
            tensors.Add(Matrix("output.weight", "lm_head.weight", shape.Vocabulary, shape.Hidden));
        return tensors;

        GgufTensor Norm(string name, string source) => new(name, source, 1, shape.Hidden, IsVector: true, 0);
        static GgufTensor Matrix(string name, string source, long rows, int width, int pairedHeads = 0) => new(name, source, rows, width, IsVector: false, pairedHeads);
    }
}
