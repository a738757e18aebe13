using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.SyntheticMath;

namespace Solar.Research.Tests.Data.SyntheticMath;

/// <summary>Says what a test wants said.</summary>
internal sealed class ScriptedRephraser(Func<MathRequest, MathReply> rephrase, Func<MathRequest, MathReply> answer, int atOnce = 3) : IMathRephraser
{
    public List<MathRequest> Asked { get; } = [];

    public int LargestBatch { get; private set; }

    public string Name => "script";

    public int RequestsAtOnce => atOnce;

    public Task<IReadOnlyList<MathReply>> Rephrase(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Reply(requests, rephrase);

    public Task<IReadOnlyList<MathReply>> Answer(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Reply(requests, answer);

    private Task<IReadOnlyList<MathReply>> Reply(IReadOnlyList<MathRequest> requests, Func<MathRequest, MathReply> reply)
    {
        Asked.AddRange(requests);
        LargestBatch = Math.Max(LargestBatch, requests.Count);
        return Task.FromResult<IReadOnlyList<MathReply>>([.. requests.Select(reply)]);
    }
}
