using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.AutoScaling;

/// <summary>What one iteration of the exploration phase leaves behind: its losses and, where they were measured, its gradient geometry.</summary>
/// <remarks>Immutable: a copy of a <see cref="StepEvidence"/> that outlives the step, or a line of a trace written by any program.</remarks>
public sealed class IterationEvidence
{
    private readonly double[] _losses;
    private readonly double[] _gradientNorms;

    /// <summary>Checks and keeps the evidence of one iteration.</summary>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <param name="losses">Unweighted task losses, shape [K].</param>
    /// <param name="gradientNorms">Norms ‖gᵢ‖ of the unweighted task gradients, shape [K]; empty where not measured.</param>
    /// <param name="gramian">Inner products of the unweighted task gradients; null where not measured. Where given, the norms are its own.</param>
    /// <exception cref="ArgumentException">A length differs from K, a number is NaN or infinite, or a norm is negative.</exception>
    public IterationEvidence(int iteration, ReadOnlySpan<double> losses, ReadOnlySpan<double> gradientNorms = default, Gramian? gramian = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iteration, 1);
        if (losses.IsEmpty)
        {
            throw new ArgumentException($"Iteration {iteration} has no losses: expected one per task.", nameof(losses));
        }

        gramian?.RequireOnePerTask(losses);
        if (!gradientNorms.IsEmpty && gradientNorms.Length != losses.Length)
        {
            throw new ArgumentException(
                $"Iteration {iteration} has {gradientNorms.Length} gradient norms for {losses.Length} losses: expected one of each per task.",
                nameof(gradientNorms));
        }

        RequireFinite(iteration, "loss", losses, double.NegativeInfinity);
        RequireFinite(iteration, "gradient norm", gradientNorms, 0);
        Iteration = iteration;
        Gramian = gramian;
        _losses = losses.ToArray();
        _gradientNorms = gramian is null ? gradientNorms.ToArray() : gramian.Norms();
    }

    /// <summary>The training iteration, from 1.</summary>
    public int Iteration { get; }

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount => _losses.Length;

    /// <summary>Unweighted task losses, shape [K].</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>Norms of the unweighted task gradients, shape [K]; empty where not measured.</summary>
    public ReadOnlySpan<double> GradientNorms => _gradientNorms;

    /// <summary>Inner products of the unweighted task gradients; null where not measured.</summary>
    public Gramian? Gramian { get; }

    /// <summary>The most that was measured in this iteration.</summary>
    public Evidence Level =>
        Gramian is not null ? Evidence.Gramian : _gradientNorms.Length > 0 ? Evidence.GradientNorms : Evidence.Losses;

    /// <summary>Copies what a weighting saw of a step.</summary>
    /// <param name="evidence">The step.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or a norm is negative.</exception>
    public static IterationEvidence Of(in StepEvidence evidence) =>
        new(evidence.Iteration, evidence.Losses, evidence.GradientNorms, evidence.Gramian);

    /// <summary>Takes over a line of a trace.</summary>
    /// <param name="record">The line.</param>
    /// <returns>The evidence.</returns>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or a norm is negative.</exception>
    public static IterationEvidence Of(TraceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new IterationEvidence(record.Iteration, record.Losses, record.GradientNorms, record.Gramian);
    }

    /// <summary>The same evidence without what lies above a level.</summary>
    /// <param name="level">The most to keep.</param>
    /// <returns>This evidence, or a smaller copy.</returns>
    public IterationEvidence UpTo(Evidence level) => Level <= level
        ? this
        : new IterationEvidence(Iteration, _losses, level >= Evidence.GradientNorms ? _gradientNorms : [], level >= Evidence.Gramian ? Gramian : null);

    private static void RequireFinite(int iteration, string what, ReadOnlySpan<double> perTask, double minimum)
    {
        for (int task = 0; task < perTask.Length; task++)
        {
            if (!double.IsFinite(perTask[task]) || perTask[task] < minimum)
            {
                string expected = double.IsFinite(minimum) ? "a finite number of at least 0" : "a finite number";
                throw new ArgumentException(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The {what} of task {task} is {perTask[task]} at iteration {iteration}: expected {expected}."));
            }
        }
    }
}
