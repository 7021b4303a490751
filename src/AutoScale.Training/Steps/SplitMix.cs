namespace AutoScale.Training.Steps;

/// <summary>A small counter-based random generator whose numbers never change with the runtime.</summary>
/// <remarks>Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014, OOPSLA, Figure 12 (SplitMix64).</remarks>
internal struct SplitMix(ulong state)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>A seed for one purpose and index, well mixed, so that neighbouring seeds and indices share nothing.</summary>
    public static ulong Seed(long seed, RandomUse use, long index)
    {
        SplitMix mix = new(new SplitMix(new SplitMix((ulong)seed).Next() ^ ((ulong)use * Increment)).Next() ^ (ulong)index);
        return mix.Next();
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        state += Increment;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1, each equally likely to within 2⁻³².</summary>
    public int Next(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);
}
