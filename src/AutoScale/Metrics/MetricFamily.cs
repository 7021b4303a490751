namespace AutoScale.Metrics;

/// <summary>What a metric is about: the five families of AutoScale, Appendix C.</summary>
public enum MetricFamily
{
    /// <summary>C.1: gradients of different lengths.</summary>
    GradientDominance,

    /// <summary>C.2: gradients that point against each other or against the update.</summary>
    GradientConflict,

    /// <summary>C.3: tasks that learn at different speeds.</summary>
    ConvergenceSpeed,

    /// <summary>C.4: losses of different sizes.</summary>
    LossScale,

    /// <summary>C.5: how well conditioned the gradients are together.</summary>
    TrainingStability,
}
