using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>Which two tasks are learned, and what trains them well.</summary>
/// <remarks>Source: the MNIST rows of the tables in appendix A.6 of "Uniform Loss vs. Specialized Optimization: A Comparative Analysis in Multi-Task
/// Learning", 2025: the rows of unitary scalarization, and of the single tasks where one task is trained alone.</remarks>
internal sealed record DigitSetting(string Name, DigitTask Left, DigitTask Right)
{
    private const int Iterations = 2000; // ten epochs of MNIST
    private const int BatchSize = 256;

    /// <summary>The settings, the mixed one first: it is the default.</summary>
    public static IReadOnlyList<DigitSetting> All { get; } =
    [
        new("cl-rr", DigitTask.ClassifyLeft, DigitTask.ReconstructRight) { Rate = 0.001, Alone = (0.0025, 0.5, 0.0025, 0) },
        new("cl-cr", DigitTask.ClassifyLeft, DigitTask.ClassifyRight) { Rate = 0.0025, Dropout = 0.3, Alone = (0.0025, 0.5, 0.005, 0.3) },
        new("rl-rr", DigitTask.ReconstructLeft, DigitTask.ReconstructRight) { Rate = 0.001, Alone = (0.0025, 0, 0.0025, 0) },
    ];

    /// <summary>The learning rate for both tasks together.</summary>
    public required double Rate { get; init; }

    /// <summary>The dropout fraction for both tasks together.</summary>
    public double Dropout { get; init; }

    /// <summary>Learning rate and dropout fraction for the left task alone and for the right task alone.</summary>
    public required (double LeftRate, double LeftDropout, double RightRate, double RightDropout) Alone { get; init; }

    /// <summary>The two tasks.</summary>
    public IReadOnlyList<DigitTask> Tasks => [Left, Right];

    /// <summary>What trains some of the tasks well.</summary>
    /// <param name="tasks">Both, or one of them.</param>
    /// <returns>The defaults and the dropout fraction.</returns>
    public (ProblemDefaults Defaults, double Dropout) For(IReadOnlyList<DigitTask> tasks)
    {
        (double rate, double dropout) = tasks.Count > 1 ? (Rate, Dropout)
            : tasks[0] == Left ? (Alone.LeftRate, Alone.LeftDropout)
            : (Alone.RightRate, Alone.RightDropout);
        return (new ProblemDefaults { Iterations = Iterations, BatchSize = BatchSize, LearningRate = rate }, dropout);
    }
}
