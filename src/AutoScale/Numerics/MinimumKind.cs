namespace AutoScale.Numerics;

/// <summary>What kind of point a minimiser is, which tells how it was found and how exact it is.</summary>
public enum MinimumKind
{
    /// <summary>A formula.</summary>
    ClosedForm,

    /// <summary>A weighted median of the iterations' own optima: exact to rounding.</summary>
    WeightedMedian,

    /// <summary>The optimum of one iteration, where the cost has a kink that the others do not overcome: exact to rounding.</summary>
    Kink,

    /// <summary>A point where the cost is differentiable, found by Newton's method.</summary>
    Smooth,

    /// <summary>A point where the cost is not differentiable, reached through a sequence of smoothed costs.</summary>
    Nonsmooth,

    /// <summary>Some tasks have no magnitude in the whole window, and weigh everything: cost 0.</summary>
    DeadTask,

    /// <summary>No task has any magnitude in the whole window: every weight is optimal, and equal weights were taken.</summary>
    AllZero,

    /// <summary>Every weight costs infinitely much: a stated substitute was taken.</summary>
    Substitute,
}
