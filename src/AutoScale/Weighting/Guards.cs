namespace AutoScale.Weighting;

/// <summary>What was done to keep weights finite and usable. The run logs every one and the report counts them.</summary>
[Flags]
public enum Guards
{
    /// <summary>Nothing: the weights are the method's own.</summary>
    None = 0,

    /// <summary>Weights below the allowed range were raised and the rest rescaled.</summary>
    Clamped = 1,

    /// <summary>A task without a usable gradient was left out and got weight 0.</summary>
    SkippedTask = 2,

    /// <summary>The weights of the last good step were used again.</summary>
    LastGood = 4,

    /// <summary>The linear system was singular and its minimum-norm solution was used.</summary>
    Singular = 8,

    /// <summary>No task had a usable gradient: equal weights were used.</summary>
    AllZero = 16,

    /// <summary>The solver stopped before reaching its tolerance; the residual says how far off it is.</summary>
    NotConverged = 32,

    /// <summary>A predicted weight left the range of the observed windows.</summary>
    Extrapolated = 64,

    /// <summary>The exploration phase was shorter than one window: the window was shortened.</summary>
    ShortWindow = 128,

    /// <summary>Iterations at which a cost function is infinite for every weight were left out of a window.</summary>
    DroppedIterations = 256,

    /// <summary>There were fewer windows than the predictor needs: a line, or the only window's weights, took its place.</summary>
    FewWindows = 512,

    /// <summary>A loss was below its lower bound and was taken for the bound.</summary>
    LossBelowBound = 1024,

    /// <summary>Losses that a method looked at before or after an update were not finite: it learned nothing from that look.</summary>
    LookLeftOut = 2048,

    /// <summary>A weight that the method learns was held at its lower bound.</summary>
    HeldAtBound = 4194304,

    /// <summary>A task whose gradient is too short or too long was left out of a term that depends on the gradients.</summary>
    LeftOutOfTerm = 8388608,

    /// <summary>The gradients can cancel, as at a Pareto-stationary point, where the method's own problem has no single solution: its stated substitute was used.</summary>
    Stationary = 65536,

    /// <summary>A similarity target so close to 1 that turning a gradient up to it would make it arbitrarily long was lowered.</summary>
    TargetLimited = 131072,

    /// <summary>A task has had no gradient yet that its first excess risk could be measured by: its part of the weights waits.</summary>
    NoBaseline = 1048576,

    /// <summary>A number that the method learns left its range and was put back: the weights of the next step follow from it.</summary>
    ParameterBounded = 4096,

    /// <summary>A weight above 1e30, which would overflow a float32 gradient, was lowered to that.</summary>
    WeightCapped = 8192,

    /// <summary>A task's gradient is the common direction itself, so the task has no direction to pull it in.</summary>
    NoTension = 16384,

    /// <summary>Weights outside the bounds that a run asked for were moved onto them.</summary>
    Bounded = 262144,

    /// <summary>A validation score was undefined, or outside what the method can use: the task's former score or the nearest usable one took its place.</summary>
    ScoreOutOfRange = 524288,
}
