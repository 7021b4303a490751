namespace AutoScale.Training.Steps;

/// <summary>Which samples each update sees: a fresh permutation every epoch, a last partial batch left out.</summary>
/// <remarks>A function of seed and iteration alone, so a resumed run goes on with nothing saved.</remarks>
internal sealed class DataOrder(int sampleCount, int batchSize, long seed)
{
    private readonly int[] _permutation = new int[sampleCount];
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
            Permute(epoch);
        }

        int start = (iteration - 1) % batchesPerEpoch * batchSize;
        return _permutation.AsSpan(start, batchSize);
    }

    private void Permute(int epoch)
    {
        SplitMix random = new(SplitMix.Seed(seed, RandomUse.DataOrder, epoch));
        for (int i = 0; i < _permutation.Length; i++)
        {
            int j = random.Next(i + 1);
            _permutation[i] = _permutation[j];
            _permutation[j] = i;
        }

        _epoch = epoch;
    }
}
