using System.Collections.Concurrent;
using System.Threading;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Asks the person in front, one question at a time.</summary>
internal sealed class Questions(KernelWire wire) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly BlockingCollection<string> _answers = new(boundedCapacity: 16);

    /// <summary>Takes a message of the stdin channel; what nobody waits for is dropped.</summary>
    public void Receive(Request reply)
    {
        if (reply.Type == "input_reply")
            _answers.TryAdd(reply.TextOr("value", ""));
    }

    /// <summary>The person's answer.</summary>
    /// <exception cref="InvalidOperationException">The client has no stdin channel.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public string Ask(Request cell, string prompt, bool password, CancellationToken cancellation)
    {
        _oneAtATime.Wait(cancellation);
        try
        {
            // Answers to a question that an interrupt has withdrawn.
            while (_answers.TryTake(out _))
            {
            }

            var asked = wire.Ask(cell, json =>
            {
                json.WriteText("prompt", prompt);
                json.WriteBoolean("password", password);
            });
            return asked
                ? _answers.Take(cancellation)
                : throw new InvalidOperationException("The front end has no stdin channel, so nobody can be asked.");
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _answers.Dispose();
    }
}
