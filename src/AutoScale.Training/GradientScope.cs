namespace AutoScale.Training;

/// <summary>On what the task gradients that a weighting sees are taken. The update itself always covers every parameter.</summary>
public enum GradientScope
{
    /// <summary>All shared parameters: exact, K backward passes through the trunk. The default.</summary>
    SharedParameters,

    /// <summary>The parameters of the trunk's last layer: one backward pass through the trunk.</summary>
    LastSharedLayer,

    /// <summary>The shared representation, flattened over batch and features (MGDA-UB's scope): one backward pass through the trunk.</summary>
    Representation,
}
