using System.Numerics;

namespace Solar.Research.Data;

/// <summary>The random numbers of CPython's <c>random.Random(seed)</c>: the same seed gives the same shuffles and samples.</summary>
/// <remarks>
/// Matsumoto and Nishimura 1998 (MT19937), seeded by init_by_array as CPython seeds it with an integer; <c>Lib/random.py</c> and
/// <c>Modules/_randommodule.c</c> of CPython 3.11. For what was published with it; everything of our own draws from <see cref="SplitMix64"/>.
/// </remarks>
public sealed class CPythonRandom
{
    private const int N = 624, M = 397;

    private readonly uint[] _state = new uint[N];
    private int _at = N;

    /// <summary>A generator as after <c>random.seed(seed)</c>.</summary>
    public CPythonRandom(long seed)
    {
        var magnitude = (ulong)Int128.Abs(seed);
        uint[] key = magnitude >> 32 == 0 ? [(uint)magnitude] : [(uint)magnitude, (uint)(magnitude >> 32)];
        Seed(19650218);
        unchecked
        {
            int i = 1, j = 0;
            for (var k = Math.Max(N, key.Length); k > 0; k--)
            {
                _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1664525)) + key[j] + (uint)j;
                (i, j) = (Next(i), (j + 1) % key.Length);
            }

            for (var k = N - 1; k > 0; k--)
            {
                _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1566083941)) - (uint)i;
                i = Next(i);
            }
        }

        _state[0] = 0x80000000;

        int Next(int index)
        {
            if (index + 1 < N)
                return index + 1;
            _state[0] = _state[N - 1];
            return 1;
        }
    }

    /// <summary>So many random bits, as <c>getrandbits</c>.</summary>
    /// <param name="bits">1 to 32.</param>
    public uint Bits(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 32);
        return Word() >> (32 - bits);
    }

    /// <summary>A number in [0, 1) with 53 random bits, as <c>random</c>.</summary>
    public double Double()
    {
        uint high = Word() >> 5, low = Word() >> 6;
        return ((high * 67108864.0) + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>A number in [0, <paramref name="exclusive"/>), as <c>_randbelow</c>.</summary>
    public int Below(int exclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusive);
        var bits = 32 - BitOperations.LeadingZeroCount((uint)exclusive);
        uint drawn;
        do
            drawn = Bits(bits);
        while (drawn >= (uint)exclusive);
        return (int)drawn;
    }

    /// <summary>Puts the items in a random order, as <c>shuffle</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>The places of <paramref name="count"/> different items of a list, in random order, as <c>sample</c>.</summary>
    /// <param name="population">The items that there are.</param>
    /// <param name="count">The items that are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">More are asked for than there are.</exception>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        var drawn = new int[count];

        // A pool of all the places while that is smaller than a set of those drawn, as CPython reckons it.
        var setSize = 21.0;
        if (count > 5)
            setSize += Math.Pow(4, Math.Ceiling(Math.Log(count * 3.0) / Math.Log(4)));
        if (population <= setSize)
        {
            var pool = Enumerable.Range(0, population).ToArray();
            for (var i = 0; i < count; i++)
            {
                var at = Below(population - i);
                drawn[i] = pool[at];
                pool[at] = pool[population - i - 1];
            }

            return drawn;
        }

        var taken = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            do
                drawn[i] = Below(population);
            while (!taken.Add(drawn[i]));
        }

        return drawn;
    }

    private void Seed(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < N; i++)
            _state[i] = unchecked((1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i);
    }

    private uint Word()
    {
        if (_at == N)
            Twist();
        var word = _state[_at++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < N; i++)
        {
            var joined = (_state[i] & 0x80000000) | (_state[(i + 1) % N] & 0x7FFFFFFF);
            _state[i] = _state[(i + M) % N] ^ (joined >> 1) ^ ((joined & 1) == 0 ? 0 : 0x9908B0DF);
        }

        _at = 0;
    }
}
