namespace AutoScale.Evaluation;

/// <summary>How a p-value was computed.</summary>
public enum PValueKind
{
    /// <summary>By Student's t with n − 2 degrees of freedom: exact for normally distributed pairs.</summary>
    StudentT,

    /// <summary>By going through all n! orders of one side: exact whatever the distribution.</summary>
    ExactPermutation,

    /// <summary>By Student's t with n − 2 degrees of freedom on ranks: an approximation, good from ten pairs on.</summary>
    ApproximateT,
}
