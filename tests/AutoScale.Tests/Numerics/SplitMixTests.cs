using AutoScale.Numerics;

namespace AutoScale.Tests.Numerics;

public sealed class SplitMixTests
{
    [Fact]
    public void NextBits_PublishedSeed_GivesPublishedNumbers()
    {
        // The values that the reference implementation of SplitMix64 gives for the seed 1234567.
        SplitMix random = new(1234567);

        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], bits);
    }

    [Fact]
    public void NextBits_OtherSeedStreamOrIndex_GivesOtherNumbers()
    {
        HashSet<ulong> first = [];
        for (int seed = 0; seed < 4; seed++)
        {
            for (int stream = 0; stream < 4; stream++)
            {
                for (int index = 0; index < 4; index++)
                {
                    first.Add(new SplitMix(seed, stream, index).NextBits());
                }
            }
        }

        Assert.Equal(64, first.Count);
    }

    [Fact]
    public void Permutation_AnyCount_HoldsEveryIndexOnce()
    {
        SplitMix random = new(3, 0, 0);
        foreach (int count in (int[])[0, 1, 2, 17, 1000])
        {
            Assert.Equal(Enumerable.Range(0, count), random.Permutation(count).Order());
        }
    }

    [Fact]
    public void Permutation_ThreeElements_GivesEachOrderEquallyOften()
    {
        SplitMix random = new(5, 0, 0);

        int[] counts = [.. Enumerable.Range(0, 6000).Select(_ => string.Concat(random.Permutation(3))).GroupBy(order => order).Select(group => group.Count())];

        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150)); // expected 1000, standard deviation 29
    }

    [Fact]
    public void NextBell_ManyDraws_HasMeanZeroVarianceOneAndBounds()
    {
        SplitMix random = new(7, 0, 0);

        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextBell())];

        Assert.InRange(draws.Average(), -0.015, 0.015);
        Assert.InRange(draws.Average(draw => draw * draw), 0.985, 1.015);
        Assert.InRange(draws.Max(), 2.5, 3.4642);
        Assert.InRange(draws.Min(), -3.4642, -2.5);
    }

    [Fact]
    public void Below_ManyDraws_StaysInRangeAndReachesItsEnds()
    {
        SplitMix random = new(9, 0, 0);

        int[] draws = [.. Enumerable.Range(0, 1000).Select(_ => random.Below(7))];

        Assert.Equal(Enumerable.Range(0, 7), draws.Distinct().Order());
    }
}
