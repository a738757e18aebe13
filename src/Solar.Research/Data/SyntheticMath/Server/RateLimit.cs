using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>Lets so many through in a minute, evenly spaced.</summary>
internal sealed class RateLimit(int? perMinute, TimeProvider clock, Func<TimeSpan, CancellationToken, Task> wait)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public Task Pass(CancellationToken stop)
    {
        if (perMinute is not { } most)
            return Task.CompletedTask;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var mine = _next > now ? _next : now;
            _next = mine + TimeSpan.FromMinutes(1.0 / most);
            return mine > now ? wait(mine - now, stop) : Task.CompletedTask;
        }
    }
}
