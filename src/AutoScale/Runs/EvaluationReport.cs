namespace AutoScale.Runs;

/// <summary>How well every task is done on one split.</summary>
/// <param name="Iteration">Updates behind the evaluated parameters.</param>
/// <param name="Split"><see cref="ValidationSplit"/> or <see cref="TestSplit"/>.</param>
/// <param name="Tasks">Each task's metrics, in the problem's order.</param>
public sealed record EvaluationReport(int Iteration, string Split, IReadOnlyList<TaskEvaluation> Tasks)
{
    /// <summary>What <see cref="Split"/> says of the split that models are selected on.</summary>
    public const string ValidationSplit = "validation";

    /// <summary>What <see cref="Split"/> says of the split that selected models are reported on: the last evaluation of a run.</summary>
    public const string TestSplit = "test";

    private const double SmallestMetric = 1e-12;

    /// <summary>
    /// What models are selected by: the mean over tasks of ±log(primary metric), plus where higher is better. Comparing two models
    /// it adds up their relative changes, so units and the choice of a baseline cancel. Dimensionless; −∞ when a primary metric is NaN.
    /// </summary>
    public double SelectionScore
    {
        get
        {
            double sum = 0;
            foreach (TaskEvaluation task in Tasks)
            {
                MetricValue primary = task.Metrics[0];
                if (double.IsNaN(primary.Value))
                {
                    return double.NegativeInfinity;
                }

                double log = Math.Log(Math.Max(primary.Value, SmallestMetric));
                sum += primary.HigherIsBetter ? log : -log;
            }

            return sum / Tasks.Count;
        }
    }
}
