namespace AutoScale.AutoScaling.Predictors;

/// <summary>The weights found for the windows of the exploration phase, in order: what a predictor extrapolates from.</summary>
public sealed class ObservedWeights
{
    private readonly double[] _midPoints;
    private readonly double[][] _perTask;

    /// <summary>Gathers the points.</summary>
    /// <param name="midPoints">Where each window's weights sit, in iterations done, strictly increasing, at least one.</param>
    /// <param name="weights">The weights of each window, shape [windows][K].</param>
    /// <param name="target">γ·T, the point of the run whose weights are wanted, in iterations done.</param>
    /// <exception cref="ArgumentException">There is no window, lengths differ, or the points do not increase.</exception>
    public ObservedWeights(IReadOnlyList<double> midPoints, IReadOnlyList<IReadOnlyList<double>> weights, double target)
    {
        ArgumentNullException.ThrowIfNull(midPoints);
        ArgumentNullException.ThrowIfNull(weights);
        if (midPoints.Count == 0 || midPoints.Count != weights.Count)
        {
            throw new ArgumentException($"A prediction needs at least one window: got {midPoints.Count} points and {weights.Count} sets of weights.", nameof(weights));
        }

        _midPoints = [.. midPoints];
        Target = target;
        TaskCount = weights[0].Count;
        _perTask = new double[TaskCount][];
        for (int task = 0; task < TaskCount; task++)
        {
            _perTask[task] = new double[Count];
        }

        for (int window = 0; window < Count; window++)
        {
            if (weights[window].Count != TaskCount || (window > 0 && !(_midPoints[window] > _midPoints[window - 1])))
            {
                throw new ArgumentException($"Window {window} must have {TaskCount} weights and come after the one before it.", nameof(weights));
            }

            for (int task = 0; task < TaskCount; task++)
            {
                _perTask[task][window] = weights[window][task];
            }
        }
    }

    /// <summary>How many windows there are. At least 1.</summary>
    public int Count => _midPoints.Length;

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount { get; }

    /// <summary>γ·T, in iterations done.</summary>
    public double Target { get; }

    /// <summary>Where the windows' weights sit, in iterations done, shape [windows].</summary>
    public ReadOnlySpan<double> MidPoints => _midPoints;

    /// <summary>One task's weight in each window, shape [windows].</summary>
    /// <param name="task">The task, from 0.</param>
    /// <returns>The weights in order of the windows.</returns>
    public ReadOnlySpan<double> Of(int task) => _perTask[task];

    /// <summary>The points of solved windows.</summary>
    /// <param name="windows">The windows in order, at least one.</param>
    /// <param name="target">γ·T, in iterations done.</param>
    /// <returns>The points.</returns>
    public static ObservedWeights Of(IReadOnlyList<WindowSolution> windows, double target)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new ObservedWeights(
            [.. windows.Select(static window => window.Span.MidPoint)],
            [.. windows.Select(static window => window.Weights)],
            target);
    }
}
