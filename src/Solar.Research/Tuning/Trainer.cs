using System.Threading;
using Solar.Research.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The one loop in which a model is trained: pre-training, SFT and DPO differ in the examples and the loss they give it.</summary>
/// <remarks>
/// A run is a function of recipe, examples and the weights it begins with: nothing in it draws from a generator that has a state,
/// and it keeps nothing in static fields, so runs can go side by side in one process, each on a thread of its own.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainedWeights trained;
    private readonly TrainRecipe recipe;
    private readonly ExampleSet training;
    private readonly ExampleSet? validation;

    /// <param name="model">Trained in place; float32 or bfloat16 as the recipe's precision says.</param>
    /// <param name="recipe">Everything that decides the outcome.</param>
    /// <param name="training">What is learned from.</param>
    /// <param name="validation">What is only measured on.</param>
    public Trainer(Decoder model, TrainRecipe recipe, ExampleSet training, ExampleSet? validation = null)
        : this(new WholeModel(model), recipe, training, validation)
    {
    }

    /// <param name="trained">What is changed, and the model that examples go through: float32 or bfloat16 as the recipe's precision says.</param>
    /// <param name="recipe">Everything that decides the outcome.</param>
    /// <param name="training">What is learned from.</param>
    /// <param name="validation">What is only measured on.</param>
    public Trainer(TrainedWeights trained, TrainRecipe recipe, ExampleSet training, ExampleSet? validation = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        this.trained = trained;
        this.recipe = recipe.Validate();
        this.training = training;
        this.validation = validation;
    }

    /// <summary>Trains to the last step on the calling thread.</summary>
    /// <param name="run">Where files go and who is told; none: nothing is written.</param>
    /// <param name="stop">Ends the run after the step in hand, with a checkpoint of it.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; its folder can be resumed.</exception>
    /// <exception cref="DivergedException">A loss or gradient is not finite.</exception>
    /// <exception cref="InvalidDataException">The folder holds a run of another recipe, model or data; the member is named.</exception>
    public TrainResult Run(TrainRun? run = null, CancellationToken stop = default)
    {
        // OpenMP keeps the number of threads for each thread, so a run beside this one has its own. It must be read before it is set:
        // libtorch gives a thread the process's number at its first look, over one that was set before.
        var threads = get_num_threads();
        if (recipe.Threads > 0)
            set_num_threads(recipe.Threads);
        using var products = new MatrixProducts(trained.Weights.device, recipe.Precision);
        try
        {
            using var loop = new TrainingLoop(trained, recipe, training, validation, run ?? new());
            return loop.Run(stop);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    // Of the whole process, so runs side by side on GPUs have one setting; a CPU is not asked.
    private sealed class MatrixProducts : IDisposable
    {
        private readonly bool? before;

        public MatrixProducts(Device device, Precision precision)
        {
            if (device.type != DeviceType.CUDA)
                return;
            before = backends.cuda.matmul.allow_tf32;
            backends.cuda.matmul.allow_tf32 = precision == Precision.Tf32;
        }

        public void Dispose()
        {
            if (before is { } allowed)
                backends.cuda.matmul.allow_tf32 = allowed;
        }
    }

    /// <summary>Mean loss over a whole set, weighted as its batches are: nats per target token where tokens are what counts.</summary>
    /// <param name="examples">The set; every example is used once, in order.</param>
    /// <param name="rowsAtOnce">Examples that are in memory at once.</param>
    public static IReadOnlyDictionary<string, double> Evaluate(ExampleSet examples, int rowsAtOnce) => WeightedMeans.Over(examples, rowsAtOnce).Means();
}
