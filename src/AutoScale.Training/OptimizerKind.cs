namespace AutoScale.Training;

/// <summary>The update rule of a run.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with L2 weight decay in the gradient. The default.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, with momentum if asked for.</summary>
    Sgd,
}
