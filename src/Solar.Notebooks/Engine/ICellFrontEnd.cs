namespace Solar.Notebooks.Engine;

/// <summary>Whoever shows what a cell does: a Jupyter client, the headless runner, a test.</summary>
public interface ICellFrontEnd
{
    /// <summary>Takes one event. Called from any thread, one call at a time, in the order of the events.</summary>
    void Emit(CellEvent happened);

    /// <summary>Asks the person for a line.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="password">The answer is not to be shown.</param>
    /// <param name="cancellation">The cell was interrupted.</param>
    /// <exception cref="InvalidOperationException">There is nobody to ask.</exception>
    string ReadLine(string prompt, bool password, System.Threading.CancellationToken cancellation);
}
