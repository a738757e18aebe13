namespace Solar.Notebooks.Runner.Workers;

/// <summary>The process that ran the cells is gone.</summary>
internal sealed class WorkerDiedException(string message) : Exception(message);
