namespace AutoScale.Runs;

/// <summary>The names of phases in traces and reports.</summary>
public static class TracePhase
{
    /// <summary>AutoScale's first phase: the explorer weighs, losses and gradients are recorded.</summary>
    public const string Exploration = "exploration";

    /// <summary>AutoScale's second phase: the weights are fixed.</summary>
    public const string LinearScalarization = "linear-scalarization";

    /// <summary>Equal weights before the method is asked.</summary>
    public const string WarmUp = "warm-up";

    /// <summary>The one phase of every other method.</summary>
    public const string Training = "training";
}
