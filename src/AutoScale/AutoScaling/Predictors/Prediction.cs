using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling.Predictors;

/// <summary>Weights for the linear-scalarization phase: what a predictor said, and the nearest usable weights to it.</summary>
/// <remarks>
/// Usable means wᵢ ≥ floor and Σ wᵢ = K; the nearest such point is the Euclidean projection. Nothing is bent silently:
/// <see cref="Guards.Clamped"/> says that the floor held a weight up, <see cref="Guards.Extrapolated"/> that the predictor left the
/// range of the observed windows, <see cref="Guards.FewWindows"/> that it had too few of them.
/// </remarks>
public sealed class Prediction
{
    // Rounding alone may put a mean of equal weights a hair outside their range.
    private const double RangeTolerance = 1e-9;
    private readonly double[] _raw;
    private readonly double[] _weights;

    private Prediction(double[] raw, double[] weights, IReadOnlyList<int> tasksOutsideRange, IReadOnlyList<int> tasksAtFloor, bool isSimpler)
    {
        _raw = raw;
        _weights = weights;
        TasksOutsideRange = tasksOutsideRange;
        TasksAtFloor = tasksAtFloor;
        IsSimpler = isSimpler;
        Guards = (tasksAtFloor.Count > 0 ? Guards.Clamped : Guards.None)
            | (tasksOutsideRange.Count > 0 ? Guards.Extrapolated : Guards.None)
            | (isSimpler ? Guards.FewWindows : Guards.None);
    }

    /// <summary>The predictor's own values, possibly negative, shape [K].</summary>
    public ReadOnlySpan<double> Raw => _raw;

    /// <summary>The weights to use, each at least the floor, summing to K, shape [K].</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Tasks, from 0, whose predicted weight lies outside the range of their windows' weights.</summary>
    public IReadOnlyList<int> TasksOutsideRange { get; }

    /// <summary>Tasks, from 0, whose weight the floor holds up.</summary>
    public IReadOnlyList<int> TasksAtFloor { get; }

    /// <summary>Whether there were fewer windows than the predictor needs, so that it took a line, or the only window's weights, instead.</summary>
    public bool IsSimpler { get; }

    /// <summary>Which guards acted.</summary>
    public Guards Guards { get; }

    /// <summary>Predicts the weights of an iteration.</summary>
    /// <param name="predictor">How to predict.</param>
    /// <param name="observed">The windows' weights.</param>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <param name="floor">The least weight allowed, from 0 to below 1.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floor"/> is out of range.</exception>
    public static Prediction At(IWeightPredictor predictor, ObservedWeights observed, int iteration, double floor)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(floor, 1);
        int taskCount = observed.TaskCount;
        double[] raw = new double[taskCount];
        predictor.Predict(observed, iteration, raw);
        double[] weights = new double[taskCount];
        int heldUp = FlooredSimplex.Project(raw, taskCount, floor, weights);
        List<int> outside = [];
        List<int> atFloor = [];
        for (int task = 0; task < taskCount; task++)
        {
            if (IsOutside(raw[task], observed.Of(task), RangeTolerance * taskCount))
            {
                outside.Add(task);
            }

            if (heldUp > 0 && weights[task] <= floor)
            {
                atFloor.Add(task);
            }
        }

        return new Prediction(raw, weights, outside, atFloor, observed.Count < predictor.FewestWindows);
    }

    private static bool IsOutside(double value, ReadOnlySpan<double> observed, double tolerance)
    {
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        foreach (double weight in observed)
        {
            least = Math.Min(least, weight);
            most = Math.Max(most, weight);
        }

        return value < least - tolerance || value > most + tolerance;
    }
}
