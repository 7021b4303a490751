namespace AutoScale.Problems.MultiMnist;

/// <summary>Which variant of Multi-MNIST, how much of it, and the network's dropout.</summary>
public sealed record MultiMnistOptions
{
    /// <summary>"cl-rr" (classify left, reconstruct right; the default), "cl-cr" or "rl-rr".</summary>
    public string Setting { get; init; } = "cl-rr";

    /// <summary>The tasks to learn, by name; empty (the default) for both.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Pairs to train on: 1 to five sixths of the training digits; null (the default) for all of those.</summary>
    public int? TrainCount { get; init; }

    /// <summary>Pairs to select models on: 1 to one sixth of the training digits; null (the default) for all of those.</summary>
    public int? ValidationCount { get; init; }

    /// <summary>Pairs to test on: 1 to the number of test digits; null (the default) for all of them.</summary>
    public int? TestCount { get; init; }

    /// <summary>Share of features dropped in training, 0 to below 1; null (the default) for the setting's own.</summary>
    public double? Dropout { get; init; }

    /// <summary>The seed of the split and of the pairs. Default 0.</summary>
    public long Seed { get; init; }
}
