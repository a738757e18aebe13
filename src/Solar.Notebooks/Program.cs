using Solar.Notebooks.Commands;

return await Launch.Run(args);
