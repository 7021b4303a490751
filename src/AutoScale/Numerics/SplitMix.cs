namespace AutoScale.Numerics;

/// <summary>SplitMix64: a small counter-based random generator whose stream is fixed by this file, not by the runtime.</summary>
/// <remarks>
/// <para>Each output mixes a counter, so a generator for (seed, stream, index) needs no state of any other one: images and epochs
/// can be made in any order, on any number of threads, with the same result. Not thread-safe: one generator per piece of work.</para>
/// <para>Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.</para>
/// </remarks>
public sealed class SplitMix
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Creates the generator whose first output mixes <paramref name="state"/> plus the golden ratio.</summary>
    /// <param name="state">Any value.</param>
    public SplitMix(ulong state) => _state = state;

    /// <summary>Creates the generator of one piece of work.</summary>
    /// <param name="seed">The seed of the data set or run.</param>
    /// <param name="stream">What the numbers are for; different streams of one seed are unrelated.</param>
    /// <param name="index">Which piece of the stream: an image, an epoch.</param>
    public SplitMix(long seed, int stream, long index)
        : this(Start(seed, stream, index))
    {
    }

    /// <summary>The state of a generator of one piece of work, for <see cref="Next"/>: what the constructor starts from, without an object.</summary>
    /// <param name="seed">The seed of the data set or run.</param>
    /// <param name="stream">What the numbers are for; different streams of one seed are unrelated.</param>
    /// <param name="index">Which piece of the stream.</param>
    /// <returns>The state before the first number.</returns>
    public static ulong Start(long seed, int stream, long index) => Mix(Mix(Mix((ulong)seed) + (ulong)stream) + (ulong)index);

    /// <summary>Draws 64 bits from a state that the caller keeps.</summary>
    /// <param name="state">The state; moved on to the next number.</param>
    /// <returns>Uniform over all values.</returns>
    public static ulong Next(ref ulong state)
    {
        ulong bits = Mix(state);
        state += Golden;
        return bits;
    }

    /// <summary>Scrambles 64 bits so that neighbouring inputs give unrelated outputs.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>A bijection of <paramref name="value"/>.</returns>
    public static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Turns 64 random bits into a fraction in [0, 1).</summary>
    /// <param name="bits">Random bits; the upper 53 are used.</param>
    /// <returns>The fraction.</returns>
    public static double Fraction(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws 64 bits.</summary>
    /// <returns>Uniform over all values.</returns>
    public ulong NextBits() => Next(ref _state);

    /// <summary>Draws a fraction.</summary>
    /// <returns>Uniform in [0, 1).</returns>
    public double NextFraction() => Fraction(NextBits());

    /// <summary>Draws a number between two bounds.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound; at least <paramref name="low"/>.</param>
    /// <returns>Uniform in [low, high).</returns>
    public double Between(double low, double high) => low + ((high - low) * NextFraction());

    /// <summary>Draws an index.</summary>
    /// <param name="count">How many there are. At least 1.</param>
    /// <returns>Uniform in 0..count-1 (to within count / 2^64).</returns>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Draws yes or no.</summary>
    /// <param name="probability">The chance of yes, in [0, 1].</param>
    /// <returns>Whether it was yes.</returns>
    public bool Chance(double probability) => NextFraction() < probability;

    /// <summary>Draws a nearly normal number: the sum of four 16-bit uniforms, centred and scaled to variance 1.</summary>
    /// <remarks>Bounded by ±3.47, which is what colours and sensor noise want, and far cheaper than a logarithm.</remarks>
    /// <returns>Mean 0, variance 1.</returns>
    public double NextBell()
    {
        ulong bits = NextBits();
        long sum = (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        return (sum - 131070) * (1.7320508075688772 / 65536.0);
    }

    /// <summary>Draws a random order of 0..count-1 (Fisher-Yates).</summary>
    /// <param name="count">How many. At least 0.</param>
    /// <returns>Every index once.</returns>
    public int[] Permutation(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            int other = Below(i + 1);
            order[i] = order[other];
            order[other] = i;
        }

        return order;
    }
}
