using System.Text.Json;
using System.Threading;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.History;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Runs the cells that clients send, one after the other, and counts them.</summary>
internal sealed class Execution(KernelWire wire, Func<NotebookSession> session, InputHistory history, Questions questions)
{
    private static readonly TimeSpan InterruptAgain = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private Turn? _turn;
    private int _count;
    private bool _saidTrouble;

    /// <summary>The cell that runs; null: none.</summary>
    public Request? Current
    {
        get
        {
            lock (_gate)
                return _turn?.Request;
        }
    }

    /// <summary>How many cells were counted.</summary>
    public int Count => _count;

    /// <summary>From now on until the turn is disposed of, an interrupt is meant for this request, whether its cell runs already or not.</summary>
    public IDisposable Begin(Request request)
    {
        var turn = new Turn(this, request);
        lock (_gate)
            _turn = turn;
        return turn;
    }

    /// <summary>Runs a cell and says what it shows, up to but without the reply.</summary>
    public ExecutionEnd Run(Request request)
    {
        var code = request.Text("code");
        var silent = request.Flag("silent", false);
        var counted = !silent && request.Flag("store_history", true);
        if (counted)
            history.Add(++_count, code);
        var count = _count;
        if (!silent)
        {
            wire.Publish("execute_input", request, json =>
            {
                json.WriteText("code", code);
                json.WriteNumber("execution_count", count);
            });
        }

        var frontEnd = new CellFrontEnd(wire, questions, request, count);
        SayTrouble(frontEnd);
        var dropped = wire.Dropped;
        var cell = new CellRequest(code, RequestLanguage.Of(request.Metadata), counted ? $"cell {count}" : "uncounted cell");
        var outcome = session().Run(cell, frontEnd);
        if (wire.Dropped - dropped is > 0 and var lost)
            SayDropped(request, lost);
        if (counted && frontEnd.ResultText is { } text)
            history.Result(text);
        var expressions = outcome.Status == CellStatus.Ok ? UserExpressions.Of(session(), request) : [];
        return new(count, outcome.Error, expressions);
    }

    /// <summary>Stops the cell that runs, if one does; returns at once.</summary>
    public void Interrupt()
    {
        Turn? turn;
        lock (_gate)
            turn = _turn;
        if (turn is null || Interlocked.Exchange(ref turn.Interrupts, 1) != 0)
            return;

        // Again, because the session may not have begun with the cell yet. A thread of its own, because cells may keep the pool busy.
        new Thread(() => Insist(turn)) { IsBackground = true, Name = "interrupt" }.UnsafeStart();
    }

    /// <summary>The members of an <c>execute_reply</c>.</summary>
    public static Action<Utf8JsonWriter> Reply(ExecutionEnd end) => json =>
    {
        json.WriteString("status", end.Error is null ? "ok" : "error");
        json.WriteNumber("execution_count", end.Count);
        json.WriteStartArray("payload");
        json.WriteEndArray();
        json.WriteStartObject("user_expressions");
        foreach (var (name, write) in end.Expressions)
        {
            json.WriteStartObject(JsonText.Whole(name));
            write(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        end.Error?.Write(json);
    };

    private void Insist(Turn turn)
    {
        var running = session();
        do
        {
            lock (_gate)
            {
                if (_turn != turn)
                    return; // it ended, and the next cell is not meant
                running.Interrupt();
            }
        }
        while (!turn.Ended.Wait(InterruptAgain));
    }

    private void SayTrouble(CellFrontEnd frontEnd)
    {
        if (_saidTrouble || history.Trouble is not { } trouble)
            return;
        _saidTrouble = true;
        frontEnd.Emit(new StreamText("stderr", trouble + "\n"));
    }

    private void SayDropped(Request request, int lost) => wire.Publish("stream", request, json =>
    {
        json.WriteString("name", "stderr");
        json.WriteString("text", $"{lost} messages of this cell were not sent: a client read them too slowly.\n");
    }, essential: true);

    private sealed class Turn(Execution execution, Request request) : IDisposable
    {
        public Request Request { get; } = request;

        public ManualResetEventSlim Ended { get; } = new();

        public int Interrupts;

        public void Dispose()
        {
            lock (execution._gate)
                execution._turn = null;
            Ended.Set();
        }
    }
}

/// <summary>How a request to run a cell ended.</summary>
/// <param name="Count">The cell's number.</param>
/// <param name="Error">Why it failed; null: it did not.</param>
/// <param name="Expressions">The values of expressions that the client asked for beside it.</param>
internal sealed record ExecutionEnd(int Count, CellError? Error, IReadOnlyList<(string Name, Action<Utf8JsonWriter> Write)> Expressions);
