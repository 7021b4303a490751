using AutoScale.Numerics;

namespace AutoScale.Training.Steps;

/// <summary>Which samples each update sees: a fresh permutation every epoch, a last partial batch left out.</summary>
/// <remarks>A function of seed and iteration alone, so a resumed run goes on with nothing saved.</remarks>
internal sealed class DataOrder(int sampleCount, int batchSize, long seed, RandomUse use = RandomUse.DataOrder)
{
    private int[] _permutation = [];
    private int _epoch = -1;

    /// <summary>The samples of one update.</summary>
    /// <param name="iteration">1 to T.</param>
    /// <returns>Indices, shape [batch size]; valid until the next call.</returns>
    public ReadOnlySpan<int> At(int iteration)
    {
        int batchesPerEpoch = sampleCount / batchSize;
        int epoch = (iteration - 1) / batchesPerEpoch;
        if (epoch != _epoch)
        {
            _permutation = new SplitMix(seed, (int)use, epoch).Permutation(sampleCount);
            _epoch = epoch;
        }

        int start = (iteration - 1) % batchesPerEpoch * batchSize;
        return _permutation.AsSpan(start, batchSize);
    }
}
