using System.CommandLine;
using Solar.Research.Cli.Commands;

namespace Solar.Research.Cli;

/// <summary>Every command of <c>./solar</c>. <c>test</c> and <c>bench</c> are the launcher's own.</summary>
internal static class CommandTree
{
    public static RootCommand Build() => new("The workbench for the SOLAR 10.7B paper: depth up-scaling, and what follows from it.")
    {
        ReproduceCommand.Build(),
        DusCommand.Build(),
        MergeCommand.Build(),
        GgufCommand.Build(),
        InspectCommand.Build(),
        TrainCommand.Build(),
        LoraCommand.Build(),
        EvalCommand.Build(),
        ContaminationCommand.Build(),
        SynthMathCommand.Build(),
        LossCommand.Build(),
        GenerateCommand.Build(),
        RandomCommand.Build(),
        DataCommand.Build(),
        DoctorCommand.Build(),
    };
}
