namespace AutoScale.Diagnoses;

/// <summary>What a diagnosis says of one task. Numbers that could not be measured are NaN.</summary>
public sealed record TaskFinding
{
    /// <summary>The task's name.</summary>
    public required string Name { get; init; }

    /// <summary>The mean unweighted loss, in the loss's own unit.</summary>
    public required double Loss { get; init; }

    /// <summary>The mean share of the sum of all losses, a fraction in [0, 1]; NaN where a loss was negative.</summary>
    public required double LossShare { get; init; }

    /// <summary>The typical gradient norm: the median over the steps on which it was not zero, gradient units; 0 where it always was.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The share of an equally weighted update g = Σ gⱼ that this task makes, gᵢ·g/‖g‖²; all add up to 1, negative where the update works against the task.</summary>
    public required double UpdateShare { get; init; }
}
