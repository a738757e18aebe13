using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_nn_linear(Tensor input, Tensor weight, [MarshalUsing(typeof(OptionalTensor))] Tensor? bias, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_embedding(Tensor weight, Tensor ids, long padding, int byFrequency, int sparse, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_dropout(Tensor input, double p, int training, int inPlace, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_layer_norm(Tensor input, long* shape, int dims, [MarshalUsing(typeof(OptionalTensor))] Tensor? weight, [MarshalUsing(typeof(OptionalTensor))] Tensor? bias, double eps, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_softmax(Tensor input, long dim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_log_softmax(Tensor input, long dim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_silu(Tensor input, int inPlace, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_logsigmoid(Tensor input, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_one_hot(Tensor ids, long classes, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_attention(Tensor query, Tensor key, Tensor value, [MarshalUsing(typeof(OptionalTensor))] Tensor? mask, double p, int causal, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_cross_entropy(Tensor input, Tensor target, [MarshalUsing(typeof(OptionalTensor))] Tensor? weight, long ignored, long reduction, double smoothing, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_nll_loss(Tensor input, Tensor target, [MarshalUsing(typeof(OptionalTensor))] Tensor? weight, long reduction, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nn_kl_div(Tensor input, Tensor target, int logTarget, long reduction, out Tensor result);

    [LibraryImport(Library)] internal static partial int st_optim_adamw(Tensor parameter, Tensor grad, Tensor expAvg, Tensor expAvgSq, [MarshalUsing(typeof(OptionalTensor))] Tensor? maxExpAvgSq, long step, double lr, double beta1, double beta2, double eps, double weightDecay);
    [LibraryImport(Library)] internal static partial int st_optim_clip_grad_norm(nint* parameters, int count, double maxNorm, double normType, out double total);


    [LibraryImport(Library, EntryPoint = "st_alias")] internal static partial int st_alias_borrowed(nint tensor, out nint result);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void st_node_error(string message);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int st_node_new(nint context, delegate* unmanaged<nint, nint*, int, nint*, int, int> backward, delegate* unmanaged<nint, void> release, string label, nint* inputs, int count, out nint node);
    [LibraryImport(Library)] internal static partial void st_node_free(nint node);
    [LibraryImport(Library)] internal static partial nint st_node_get(nint node);
    [LibraryImport(Library)] internal static partial int st_node_set_output(nint node, Tensor output, int differentiable, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_node_save(nint node, nint* tensors, int count, int materialize);
    [LibraryImport(Library)] internal static partial int st_node_saved(nint node, out nint result, out int count);
}
