namespace TorchSharp.Modules;

/// <summary>Adam with decay of the weights themselves (Loshchilov and Hutter 2019, algorithm 2).</summary>
/// <remarks>weight_decay is 0 unless it is given, as in TorchSharp; in Python it is 0.01.</remarks>
public partial class AdamW : OptimizerHelper
{
    private readonly Options _defaults;

    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(lr >= 0))
            throw new ArgumentException($"Invalid learning rate: {lr}");
        if (!(eps >= 0))
            throw new ArgumentException($"Invalid ε: {eps}");
        if (beta1 is not (>= 0 and < 1))
            throw new ArgumentException($"Invalid beta1: {beta1}");
        if (beta2 is not (>= 0 and < 1))
            throw new ArgumentException($"Invalid beta2: {beta2}");
        if (!(weight_decay >= 0))
            throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var options = (Options)(param_group.Options ??= new Options());
        options.LearningRate ??= _defaults.LearningRate;
        options.beta1 ??= _defaults.beta1;
        options.beta2 ??= _defaults.beta2;
        options.eps ??= _defaults.eps;
        options.weight_decay ??= _defaults.weight_decay;
        options.amsgrad ??= _defaults.amsgrad;
        options.maximize ??= _defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;

        param_group.Parameters = [.. param_group.Parameters]; // an enumeration must not make new parameters each time
        Groups.Add(param_group);
        foreach (var parameter in param_group.Parameters)
        {
            var state = new State(parameter);
            state.Initialize(options);
            States[parameter.Handle] = state;
        }
    }

    public override torch.Tensor? step(Func<torch.Tensor>? closure = null)
    {
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using var tracked = torch.enable_grad();
            loss = closure();
        }

        using var untracked = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var group in Groups)
        {
            var options = (Options)group.Options!;
            foreach (var parameter in group.Parameters)
            {
                if (parameter.grad is { } grad)
                    ((State)States[parameter.Handle]).Step(options.maximize!.Value ? grad.neg() : grad, options);
            }
        }

        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var state in States.Values.Cast<State>())
            state.Dispose();
    }
}
