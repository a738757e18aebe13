using System.Security.Cryptography;
using System.Text;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation;

/// <summary>The number of requests that the harness makes, and their sha256.</summary>
/// <param name="Task">The harness's name of the task or of one part of it.</param>
/// <param name="Version">The harness's version of the task.</param>
/// <param name="Shots">Examples in each prompt.</param>
/// <param name="Count">The requests.</param>
/// <param name="Sha256">Of all of them in order.</param>
/// <remarks>
/// <c>sha256(json.dumps(requests, sort_keys=True))</c>, as the harness's own <c>tests/test_version_stable.py</c> takes it: two models that were
/// asked requests of one hash were asked the same questions, to the byte.
/// </remarks>
public sealed record RequestHash(string Task, int Version, int Shots, int Count, string Sha256)
{
    private const string Until = "{\"until\": ";

    /// <summary>The hash of some requests: a list of [context, continuation], or of [context, {"until": stops}] where the model answers.</summary>
    public static string Of(IEnumerable<EvaluationRequest> requests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var json = new StringBuilder("[");
        var first = true;
        foreach (var request in requests)
        {
            json.Append(first ? "[" : ", [").AppendString(request.Context).Append(", ");
            if (request.Continuation is { } continuation)
                json.AppendString(continuation);
            else
                json.Append(Until).AppendList(WordProblemDocument.Stops).Append('}');
            json.Append(']');
            first = false;
            Flush();
        }

        json.Append(']');
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Flush()
        {
            hash.AppendData(Encoding.ASCII.GetBytes(json.ToString()));
            json.Clear();
        }
    }

    /// <summary>The hash of a task's documents, all parts one after the other, and of each part where there are several.</summary>
    public static IEnumerable<RequestHash> Of(IReadOnlyList<PromptedDocument> documents, int shots)
    {
        var task = documents[0].Task;
        var groups = documents.GroupBy(document => document.Group).ToArray();
        yield return Make(task.HarnessName ?? task.Name, documents);
        foreach (var group in groups.Where(_ => groups[0].Key.Length > 0))
            yield return Make(task.HarnessNameOf(group.Key), [.. group]);

        RequestHash Make(string name, IReadOnlyList<PromptedDocument> some)
        {
            var requests = some.SelectMany(document => document.Requests).ToArray();
            return new(name, task.Version, shots, requests.Length, Of(requests));
        }
    }
}
