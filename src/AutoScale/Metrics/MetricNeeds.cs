namespace AutoScale.Metrics;

/// <summary>What a metric reads beside the losses, which every step has.</summary>
[Flags]
public enum MetricNeeds
{
    /// <summary>The losses of the step alone.</summary>
    None = 0,

    /// <summary>The gradient norms of the step.</summary>
    GradientNorms = 1 << 0,

    /// <summary>The Gramian of the step.</summary>
    Gramian = 1 << 1,

    /// <summary>The loss weights of the step.</summary>
    Weights = 1 << 2,

    /// <summary>The step before.</summary>
    PreviousStep = 1 << 3,

    /// <summary>A full window of steps that ends here.</summary>
    Window = 1 << 4,

    /// <summary>A full window that ends here, and one that ends a step earlier.</summary>
    TwoWindows = 1 << 5,

    /// <summary>The losses of single-task training.</summary>
    SingleTaskLosses = 1 << 6,

    /// <summary>Key performance indicators of the tasks.</summary>
    Performance = 1 << 7,

    /// <summary>The performance that the tasks reach alone.</summary>
    Potential = 1 << 8,
}
