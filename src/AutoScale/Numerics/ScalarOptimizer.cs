namespace AutoScale.Numerics;

/// <summary>How a method moves the few numbers that it learns beside the network.</summary>
public enum ScalarOptimizer
{
    /// <summary>Plain gradient descent: x ← x − η·∂. The step grows with the slope, and so with the unit of the losses.</summary>
    Sgd,

    /// <summary>Adam with β₁ 0.9, β₂ 0.999, ε 1e-8: the step is about η whatever the unit of the slope.</summary>
    Adam,
}
