using AutoScale.Numerics;
using MathNet.Numerics.Statistics;

namespace AutoScale.Metrics;

/// <summary>Imbalanced convergence speed: which tasks still learn, and which have stopped or run ahead.</summary>
/// <remarks>
/// Scalars are of one task; a relative form takes all K. Ratios follow the arithmetic of floating point: x/0 is infinite, 0/0 is NaN. None
/// of these metrics has a weighted form: a constant weight cancels, and one that changes would be mistaken for progress.
/// </remarks>
public static class ConvergenceSpeed
{
    /// <summary>Inverse training rate r(t) = l(t)/l(0): what is left of the first loss.</summary>
    /// <remarks>Source: Chen et al., "GradNorm", 2018, arXiv:1711.02257, section 3.1; AutoScale, Appendix C.3.</remarks>
    /// <param name="loss">l(t).</param>
    /// <param name="initialLoss">l(0), before the first update.</param>
    /// <returns>1 at the start, towards 0 as the task learns.</returns>
    public static double InverseTrainingRate(double loss, double initialLoss) => loss / initialLoss;

    /// <summary>The relative form K·βᵢ/Σ βⱼ of any metric of tasks, as of the inverse training rate.</summary>
    /// <remarks>Source: AutoScale, Appendix C.3.</remarks>
    /// <param name="values">β, at least 0, shape [K].</param>
    /// <returns>Shape [K], sum K: 1 is the average task. NaN where all values are zero.</returns>
    public static double[] Relative(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double mean = values.Average();
        return [.. values.Select(value => value / mean)];
    }

    /// <summary>Loss descending rate η(t) = l(t)/l(t − 1), of losses or of windowed ones.</summary>
    /// <remarks>Source: Liu et al., "End-to-End Multi-Task Learning with Attention", 2019, arXiv:1803.10704, Equation 7; AutoScale, Appendix C.3.</remarks>
    /// <param name="loss">l(t), or the window mean l̂(t).</param>
    /// <param name="previousLoss">l(t − 1), or l̂(t − 1).</param>
    /// <returns>Below 1 where the loss falls.</returns>
    public static double DescendingRate(double loss, double previousLoss) => loss / previousLoss;

    /// <summary>Improvement ratio r̄(t) = (l(t) − l(t + 1))/l(t) = 1 − η(t + 1), of losses or of windowed ones.</summary>
    /// <remarks>Source: Liu et al., "FAMO: Fast Adaptive Multitask Optimization", 2023, arXiv:2306.03792, Equation 3; sign and index as AutoScale, Appendix C.3, not as its section 3.1.</remarks>
    /// <param name="loss">l(t), or the window mean l̂(t).</param>
    /// <param name="nextLoss">l(t + 1), or l̂(t + 1).</param>
    /// <returns>At most 1 for losses that are not negative; positive where the loss falls.</returns>
    public static double ImprovementRatio(double loss, double nextLoss) => (loss - nextLoss) / loss;

    /// <summary>Window mean l̂(t) = (l(t) + … + l(t + τ − 1))/τ of one task's losses: exactly τ terms.</summary>
    /// <remarks>Source: AutoScale, Appendix C.3, without the term τ + 1 that its printed sum has.</remarks>
    /// <param name="window">The τ losses, at least one.</param>
    /// <returns>The mean, in the loss's unit; NaN without losses.</returns>
    public static double WindowMean(double[] window) => ArrayStatistics.Mean(window);

    /// <summary>Task loss variance σ²(t) over the τ last losses, divided by τ − 1.</summary>
    /// <remarks>Source: Kumar et al., "OmniDet", IEEE Robotics and Automation Letters, 2021; AutoScale, Appendix C.3.</remarks>
    /// <param name="window">The losses l(t − τ + 1), …, l(t) of one task.</param>
    /// <returns>Squared loss unit, at least 0; NaN for fewer than two losses.</returns>
    public static double LossVariance(double[] window) => ArrayStatistics.Variance(window);

    /// <summary>Focal weight FL = −(1 − k)^α·log k: hard tasks, of a small key performance indicator k, count more.</summary>
    /// <remarks>Source: Guo et al., "Dynamic Task Prioritization for Multitask Learning", 2018; AutoScale, Appendix C.3 prints 1 − k^α for (1 − k)^α.</remarks>
    /// <param name="performance">k in (0, 1), 1 the best.</param>
    /// <param name="focus">α, at least 0: how fast easy tasks lose weight.</param>
    /// <returns>At least 0; infinite at k = 0, 0 at k = 1, NaN outside [0, 1].</returns>
    public static double FocalWeight(double performance, double focus) =>
        performance is >= 0 and <= 1 ? Math.Abs(Math.Pow(1 - performance, focus) * Math.Log(performance)) : double.NaN;

    /// <summary>Achievement a = (1 − Acc/(m·p))^γ: how far a task is from what it reaches alone.</summary>
    /// <remarks>Source: Yun and Cho, "Achievement-Based Training Progress Balancing for Multi-Task Learning", ICCV 2023; AutoScale, Appendix C.3.</remarks>
    /// <param name="accuracy">Acc, higher is better.</param>
    /// <param name="potential">p, the single-task accuracy, above 0.</param>
    /// <param name="margin">m, above 0, commonly 1.05: leaves room for a task that multi-task training improves.</param>
    /// <param name="focus">γ, above 0.</param>
    /// <returns>In [0, 1] for accuracies of at least 0: 1 untrained, 0 at or beyond m·p, where the formula would take a power of a negative number.</returns>
    public static double Achievement(double accuracy, double potential, double margin, double focus) =>
        Math.Pow(Math.Max(1 - (accuracy / (margin * potential)), 0), focus);

    /// <summary>Training progress m = l(multi-task)/l(single-task).</summary>
    /// <remarks>Source: Jacob et al., "Online Knowledge Distillation for Multi-Task Learning", WACV 2023; AutoScale, Appendix C.3.</remarks>
    /// <param name="loss">The task's loss in multi-task training.</param>
    /// <param name="singleTaskLoss">Its loss when trained alone, at the same point of the training.</param>
    /// <returns>1 where both are equal, more where the task lags behind its single-task training.</returns>
    public static double TrainingProgress(double loss, double singleTaskLoss) => loss / singleTaskLoss;

    /// <summary>Relative training progress λᵢ = K·exp(mᵢ/τ)/Σ exp(mⱼ/τ).</summary>
    /// <remarks>Source: Jacob et al., "Online Knowledge Distillation for Multi-Task Learning", WACV 2023; AutoScale, Appendix C.3.</remarks>
    /// <param name="progress">m of every task, finite, shape [K].</param>
    /// <param name="temperature">τ, above 0: the higher, the more equal.</param>
    /// <returns>Shape [K], each in [0, K], sum K.</returns>
    public static double[] RelativeTrainingProgress(IReadOnlyList<double> progress, double temperature)
    {
        ArgumentNullException.ThrowIfNull(progress);
        double[] shares = [.. progress.Select(value => value / temperature)];
        Softmax.Apply(shares);
        return [.. shares.Select(share => share * shares.Length)];
    }

    /// <summary>Relative gradient magnitude g̃(t) = ‖g(t)‖/‖g(0)‖.</summary>
    /// <remarks>Source: Javaloy and Valera, "RotoGrad: Gradient Homogenization in Multitask Learning", 2021, arXiv:2103.02631; AutoScale, Appendix C.3.</remarks>
    /// <param name="norm">‖g(t)‖, at least 0.</param>
    /// <param name="initialNorm">‖g(0)‖, at least 0.</param>
    /// <returns>At least 0; 1 at the start.</returns>
    public static double RelativeGradientMagnitude(double norm, double initialNorm) => norm / initialNorm;
}
