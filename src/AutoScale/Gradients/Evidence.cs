namespace AutoScale.Gradients;

/// <summary>How much a weighting reads of a step. Each level includes the ones before it and costs more.</summary>
public enum Evidence
{
    /// <summary>The K task losses: one backward pass of the weighted sum is enough.</summary>
    Losses,

    /// <summary>Also the K gradient norms ‖gᵢ‖: one backward pass per task.</summary>
    GradientNorms,

    /// <summary>Also the K × K inner products gᵢ·gⱼ: one backward pass per task and O(K²·d) to multiply them.</summary>
    Gramian,
}
