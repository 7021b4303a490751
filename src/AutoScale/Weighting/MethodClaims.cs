namespace AutoScale.Weighting;

/// <summary>What a method promises of its update Σ wᵢ·gᵢ on every input, with its default options. The conformance tests hold it to each promise.</summary>
[Flags]
public enum MethodClaims
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No task gradient has a negative inner product with the update: a small enough step raises no loss.</summary>
    NonConflicting = 1,

    /// <summary>The update is linear in a positive factor on each task's gradient, the losses being what they are: A(diag(c)·J) is linear in c.</summary>
    LinearUnderScaling = 2,

    /// <summary>The update vanishes only where some combination of the gradients with positive weights does.</summary>
    StronglyStationary = 4,

    /// <summary>Two tasks with gradients of one length and losses of one history get equal weights ("Uniform Loss vs. Specialized Optimization", appendix A.4, propositions 1 to 6).</summary>
    EqualForSymmetricPair = 8,
}
