using Solar.Research.Cli;

return await new Launch(CommandTree.Build()).Run(args);
