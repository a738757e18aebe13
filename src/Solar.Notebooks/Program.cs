using Solar.Notebooks.Commands;

return await CommandTree.Build().Parse(args).InvokeAsync();
