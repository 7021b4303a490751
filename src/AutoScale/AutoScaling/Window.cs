using AutoScale.Gradients;

namespace AutoScale.AutoScaling;

/// <summary>The evidence of one window: n rows (its iterations) of K losses, norms or Gramians. What a cost function is a mean over.</summary>
/// <remarks>
/// n is the window's τ iterations, or fewer where only some of them were probed. Stored flat, row after row. Immutable and thread-safe.
/// </remarks>
public sealed class Window
{
    private readonly double[]? _losses;
    private readonly double[]? _gradientNorms;
    private readonly Gramian[]? _gramians;

    /// <summary>Gathers the evidence of a window.</summary>
    /// <param name="span">The iterations the window covers, probed or not.</param>
    /// <param name="iterations">What was measured in it, at least one iteration, all with the same K.</param>
    /// <exception cref="ArgumentException">There is no iteration, or two differ in the number of tasks.</exception>
    public Window(WindowSpan span, IReadOnlyList<IterationEvidence> iterations)
    {
        ArgumentNullException.ThrowIfNull(iterations);
        if (iterations.Count == 0)
        {
            throw new ArgumentException($"The window of iterations {span.First} to {span.Last} has no evidence: expected at least one iteration.", nameof(iterations));
        }

        Span = span;
        Count = iterations.Count;
        TaskCount = iterations[0].TaskCount;
        Evidence level = Evidence.Gramian;
        foreach (IterationEvidence iteration in iterations)
        {
            level = iteration.Level < level ? iteration.Level : level;
            if (iteration.TaskCount != TaskCount)
            {
                throw new ArgumentException(
                    $"Iteration {iteration.Iteration} has {iteration.TaskCount} tasks, those before it have {TaskCount}.", nameof(iterations));
            }
        }

        _losses = Flatten(iterations, static iteration => iteration.Losses);
        _gradientNorms = level >= Evidence.GradientNorms ? Flatten(iterations, static iteration => iteration.GradientNorms) : null;
        _gramians = level >= Evidence.Gramian ? [.. iterations.Select(static iteration => iteration.Gramian!)] : null;
    }

    private Window(int count, int taskCount, double[]? losses, double[]? gradientNorms, Gramian[]? gramians)
    {
        Span = new WindowSpan(1, count);
        Count = count;
        TaskCount = taskCount;
        _losses = losses;
        _gradientNorms = gradientNorms;
        _gramians = gramians;
    }

    private delegate ReadOnlySpan<double> Row(IterationEvidence iteration);

    /// <summary>The iterations the window covers.</summary>
    public WindowSpan Span { get; }

    /// <summary>n, the number of iterations it holds evidence of. At least 1.</summary>
    public int Count { get; }

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount { get; }

    /// <summary>A window of losses alone, iterations 1 to n.</summary>
    /// <param name="taskCount">K, at least 1.</param>
    /// <param name="losses">Losses row by row, shape [n, K].</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentException">The numbers do not fill whole rows, or one is not finite.</exception>
    public static Window OfLosses(int taskCount, ReadOnlySpan<double> losses) =>
        new(RowCount(taskCount, losses, double.NegativeInfinity), taskCount, losses.ToArray(), null, null);

    /// <summary>A window of gradient norms alone, iterations 1 to n.</summary>
    /// <param name="taskCount">K, at least 1.</param>
    /// <param name="gradientNorms">Norms row by row, shape [n, K].</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentException">The numbers do not fill whole rows, or one is negative or not finite.</exception>
    public static Window OfGradientNorms(int taskCount, ReadOnlySpan<double> gradientNorms) =>
        new(RowCount(taskCount, gradientNorms, 0), taskCount, null, gradientNorms.ToArray(), null);

    /// <summary>A window of Gramians, iterations 1 to n; it knows the norms too.</summary>
    /// <param name="gramians">One Gramian per iteration, at least one, all of the same K.</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentException">There is none, or two differ in K.</exception>
    public static Window OfGramians(IReadOnlyList<Gramian> gramians)
    {
        ArgumentNullException.ThrowIfNull(gramians);
        if (gramians.Count == 0 || gramians.Any(gramian => gramian.TaskCount != gramians[0].TaskCount))
        {
            throw new ArgumentException("A window needs at least one Gramian, and all of the same number of tasks.", nameof(gramians));
        }

        int taskCount = gramians[0].TaskCount;
        double[] norms = [.. gramians.SelectMany(static gramian => gramian.Norms())];
        return new Window(gramians.Count, taskCount, null, norms, [.. gramians]);
    }

    /// <summary>The losses row by row, shape [n, K].</summary>
    /// <param name="reader">Who reads them, for the message.</param>
    /// <returns>The losses.</returns>
    /// <exception cref="InvalidOperationException">The window holds none.</exception>
    public ReadOnlySpan<double> RequireLosses(string reader) => _losses ?? throw Lacks(reader, "losses");

    /// <summary>The gradient norms row by row, shape [n, K].</summary>
    /// <param name="reader">Who reads them, for the message.</param>
    /// <returns>The norms.</returns>
    /// <exception cref="InvalidOperationException">The window holds none for some iteration.</exception>
    public ReadOnlySpan<double> RequireGradientNorms(string reader) => _gradientNorms ?? throw Lacks(reader, "gradient norms");

    /// <summary>The Gramians, n of them.</summary>
    /// <param name="reader">Who reads them, for the message.</param>
    /// <returns>The Gramians.</returns>
    /// <exception cref="InvalidOperationException">The window holds none for some iteration.</exception>
    public IReadOnlyList<Gramian> RequireGramians(string reader) => _gramians ?? throw Lacks(reader, "Gramians");

    /// <summary>Throws unless there is one weight per task.</summary>
    /// <param name="weights">Weights to count, shape [K].</param>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    public void RequireOnePerTask(ReadOnlySpan<double> weights)
    {
        if (weights.Length != TaskCount)
        {
            throw new ArgumentException($"weights needs one element per task: expected {TaskCount}, got {weights.Length}.", nameof(weights));
        }
    }

    private static double[] Flatten(IReadOnlyList<IterationEvidence> iterations, Row row)
    {
        int taskCount = iterations[0].TaskCount;
        double[] flat = new double[iterations.Count * taskCount];
        for (int i = 0; i < iterations.Count; i++)
        {
            row(iterations[i]).CopyTo(flat.AsSpan(i * taskCount));
        }

        return flat;
    }

    private static int RowCount(int taskCount, ReadOnlySpan<double> rows, double minimum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        if (rows.IsEmpty || rows.Length % taskCount != 0)
        {
            throw new ArgumentException($"A window needs whole rows of {taskCount} numbers, at least one row: got {rows.Length} numbers.", nameof(rows));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i]) || rows[i] < minimum)
            {
                throw new ArgumentException(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"Row {i / taskCount} of the window is {rows[i]} for task {i % taskCount}: expected a finite number of at least {minimum}."));
            }
        }

        return rows.Length / taskCount;
    }

    private InvalidOperationException Lacks(string reader, string what) => new(
        $"{reader} needs {what}, but some iteration from {Span.First} to {Span.Last} was recorded without them.");
}
