using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.History;
using Solar.Notebooks.Jupyter.Messages;
using Solar.Notebooks.Jupyter.Requests;
using Solar.Notebooks.Jupyter.Zmtp;

namespace Solar.Notebooks.Jupyter;

/// <summary>The Jupyter kernel: answers clients, and runs their cells in one session.</summary>
/// <remarks>
/// jupyter-client.readthedocs.io, "Messaging in Jupyter". Requests of the shell channel are handled on one thread in their order,
/// those of the control channel on another, so that an interrupt does not wait for what it interrupts. No request needs the thread
/// pool, which cells may keep busy.
/// </remarks>
internal sealed class Kernel : IDisposable
{
    // A client that sends more than this without waiting for answers is not read from until some are handled.
    private const int QueuedRequests = 4096;

    // How long after the last request another one may have been under way when a cell failed.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Request> _shell = new(QueuedRequests);
    private readonly BlockingCollection<Request> _control = new(QueuedRequests);
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lazy<NotebookSession> _session;
    private readonly KernelWire _wire;
    private readonly Questions _questions;
    private readonly InputHistory _history;
    private readonly Execution _execution;

    /// <summary>Binds the ports.</summary>
    /// <param name="connection">Where to listen, and the key.</param>
    /// <param name="session">Makes the session, on a thread of its own while clients connect.</param>
    /// <param name="history">The user's earlier cells.</param>
    /// <param name="limits">What clients may do.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public Kernel(ConnectionFile connection, Func<NotebookSession> session, HistoryFile history, ZmtpLimits limits)
    {
        _session = new(session);
        _wire = new(connection, limits, Receive);
        _questions = new(_wire);
        _history = new(history);
        _execution = new(_wire, () => _session.Value, _history, _questions);
    }

    /// <summary>The cell that runs; null: none.</summary>
    public Request? Current => _execution.Current;

    /// <summary>Lets clients in.</summary>
    public void Start()
    {
        Begin("shell", () => Serve(_shell));
        Begin("control", () => Serve(_control));
        Begin("warm-up", () => _session.Value.WarmUp());
        _wire.Start();
        _wire.Publish("status", null, json => json.WriteString("execution_state", "starting"));
    }

    /// <summary>Returns when a client, or <see cref="End"/>, asked for the end.</summary>
    public void WaitForEnd()
    {
        _ended.Wait();
        _wire.Finish(LastWords);
    }

    /// <summary>Stops the running cell; what earlier cells declared stays.</summary>
    public void Interrupt() => _execution.Interrupt();

    /// <summary>Asks for the end.</summary>
    public void End() => _ended.Set();

    /// <summary>Says something as a cell's output, for whoever looks at the notebook when its process ends.</summary>
    public void LastWord(Request cell, string text)
    {
        _wire.Publish("stream", cell, json =>
        {
            json.WriteString("name", "stderr");
            json.WriteText("text", text);
        }, essential: true);
        _wire.Finish(LastWords);
    }

    public void Dispose()
    {
        _wire.Dispose();
        _questions.Dispose();
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }

    private static void Begin(string name, Action work) => new Thread(() => work()) { IsBackground = true, Name = name }.Start();

    private void Receive(Request request)
    {
        if (request.Channel == Channel.Stdin)
            _questions.Receive(request);
        else
            (request.Channel == Channel.Control ? _control : _shell).Add(request);
    }

    private void Serve(BlockingCollection<Request> queue)
    {
        foreach (var request in queue.GetConsumingEnumerable())
            Handle(request);
    }

    private void Handle(Request request)
    {
        foreach (var next in AnswerBetweenBusyAndIdle(request))
        {
            if (next.Type == "execute_request")
                Abort(next);
            else
                Handle(next);
        }
    }

    private IReadOnlyList<Request> AnswerBetweenBusyAndIdle(Request request)
    {
        // Before the client hears that the cell's turn has come, because it may interrupt at once.
        using var turn = request is { Channel: Channel.Shell, Type: "execute_request" } ? _execution.Begin(request) : null;
        Status(request, "busy");
        try
        {
            return Answer(request);
        }
#pragma warning disable CA1031 // whatever goes wrong with one request, the next one is answered
        catch (Exception failed)
#pragma warning restore CA1031
        {
            if (ReplyType(request) is { } type)
                _wire.Reply(request, type, new CellError(failed.GetType().Name, failed.Message, [failed.Message]).WriteReply);
            return [];
        }
        finally
        {
            Status(request, "idle");
        }
    }

    /// <summary>Answers a request.</summary>
    /// <returns>What was queued behind a cell that failed.</returns>
    private IReadOnlyList<Request> Answer(Request request)
    {
        switch (request.Channel, request.Type)
        {
            case (Channel.Shell, "execute_request"):
                return Execute(request);
            case (_, "kernel_info_request"):
                Reply(request, KernelInfo.Write);
                break;
            case (Channel.Shell, "complete_request"):
                Reply(request, LanguageRequests.Complete(_session.Value, request));
                break;
            case (Channel.Shell, "inspect_request"):
                Reply(request, LanguageRequests.Inspect(_session.Value, request));
                break;
            case (Channel.Shell, "is_complete_request"):
                Reply(request, LanguageRequests.IsComplete(_session.Value, request));
                break;
            case (Channel.Shell, "history_request"):
                Reply(request, HistoryRequests.Of(_history, request));
                break;
            case (_, "comm_info_request"):
                Reply(request, json =>
                {
                    json.WriteString("status", "ok");
                    json.WriteStartObject("comms");
                    json.WriteEndObject();
                });
                break;
            case (_, "comm_open"):
                // There is no target here, which a client learns by the end of the conversation that it began.
                _wire.Publish("comm_close", request, json =>
                {
                    json.WriteText("comm_id", request.Text("comm_id"));
                    json.WriteStartObject("data");
                    json.WriteEndObject();
                });
                break;
            case (_, "comm_msg" or "comm_close"):
                break;
            case (_, "interrupt_request"):
                Interrupt();
                Reply(request, json => json.WriteString("status", "ok"));
                break;
            case (_, "shutdown_request"):
                ShutDown(request);
                break;
            default:
                throw new RequestException($"{request.Type} is not understood on the {request.Channel.ToString().ToLowerInvariant()} channel.");
        }

        return [];
    }

    private IReadOnlyList<Request> Execute(Request request)
    {
        var end = _execution.Run(request);
        List<Request> queued = [];
        if (end.Error is not null && request.Flag("stop_on_error", true))
        {
            // Before the reply, so that nothing is aborted that was sent in the knowledge of the failure.
            while (queued.Count < QueuedRequests && _shell.TryTake(out var next, UnderWay))
                queued.Add(next);
        }

        Reply(request, Execution.Reply(end));
        return queued;
    }

    private void Abort(Request request)
    {
        Status(request, "busy");
        Reply(request, json =>
        {
            json.WriteString("status", "aborted");
            json.WriteNumber("execution_count", _execution.Count);
        });
        Status(request, "idle");
    }

    private void ShutDown(Request request)
    {
        var restart = request.Flag("restart", false);
        void Write(Utf8JsonWriter json)
        {
            json.WriteString("status", "ok");
            json.WriteBoolean("restart", restart);
        }

        _wire.Publish("shutdown_reply", request, Write, essential: true);
        Reply(request, Write);
        End();
    }

    private void Status(Request request, string state) => _wire.Publish("status", request, json => json.WriteString("execution_state", state), essential: true);

    private void Reply(Request request, Action<Utf8JsonWriter> content) => _wire.Reply(request, ReplyType(request)!, content);

    /// <summary>The type of a request's reply; null for messages that have none.</summary>
    private static string? ReplyType(Request request) =>
        request.Type.EndsWith("_request", StringComparison.Ordinal) ? request.Type[..^"request".Length] + "reply" : null;
}
