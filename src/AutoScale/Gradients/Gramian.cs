namespace AutoScale.Gradients;

/// <summary>The inner products gᵢ·gⱼ of K task gradients: everything most weightings need to know of them.</summary>
/// <remarks>
/// Symmetric and finite with a non-negative diagonal, checked once here, so no weighting ever checks it again. That it is
/// positive semidefinite is too costly to check at run time; every producer's tests assert it. Immutable and thread-safe.
/// </remarks>
public sealed class Gramian
{
    private const double SymmetryTolerance = 1e-9;
    private readonly double[] _entries;

    /// <summary>Checks and keeps the inner products.</summary>
    /// <param name="entries">Inner products row by row, shape [K × K], squared gradient units.</param>
    /// <exception cref="ArgumentException">
    /// The number of entries is not a square, an entry is not finite, a diagonal entry is negative, or two mirrored entries
    /// differ by more than rounding.
    /// </exception>
    public Gramian(ReadOnlySpan<double> entries)
    {
        int taskCount = (int)Math.Sqrt(entries.Length);
        if (taskCount == 0 || taskCount * taskCount != entries.Length)
        {
            throw new ArgumentException($"A Gramian has K × K entries: expected a square number of at least 1, got {entries.Length}.", nameof(entries));
        }

        TaskCount = taskCount;
        _entries = entries.ToArray();
        for (int i = 0; i < taskCount; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                _entries[(i * taskCount) + j] = _entries[(j * taskCount) + i] = CheckedEntry(entries, i, j);
            }
        }
    }

    /// <summary>K, the number of tasks. At least 1.</summary>
    public int TaskCount { get; }

    /// <summary>All inner products row by row, shape [K × K].</summary>
    public ReadOnlySpan<double> Entries => _entries;

    /// <summary>The largest squared gradient norm maxᵢ gᵢ·gᵢ. Zero when every gradient is zero.</summary>
    public double LargestSquaredNorm
    {
        get
        {
            double largest = 0;
            for (int i = 0; i < TaskCount; i++)
            {
                largest = Math.Max(largest, this[i, i]);
            }

            return largest;
        }
    }

    /// <summary>The inner product gᵢ·gⱼ.</summary>
    /// <param name="i">First task, 0 to K − 1.</param>
    /// <param name="j">Second task, 0 to K − 1.</param>
    public double this[int i, int j] => _entries[(i * TaskCount) + j];

    /// <summary>The gradient norm ‖gᵢ‖.</summary>
    /// <param name="task">The task, 0 to K − 1.</param>
    /// <returns>The norm, gradient units, at least 0.</returns>
    public double Norm(int task) => Math.Sqrt(this[task, task]);

    /// <summary>The gradient norms ‖gᵢ‖ of all tasks.</summary>
    /// <returns>A new array, gradient units, shape [K], each at least 0.</returns>
    public double[] Norms()
    {
        double[] norms = new double[TaskCount];
        for (int task = 0; task < norms.Length; task++)
        {
            norms[task] = Norm(task);
        }

        return norms;
    }

    /// <summary>The squared norm ‖Σ wᵢ·gᵢ‖² = wᵀMw of a combined gradient.</summary>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <returns>The squared norm, clamped at 0 against rounding.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    public double SquaredNorm(ReadOnlySpan<double> weights)
    {
        RequireOnePerTask(weights);
        double sum = 0;
        for (int i = 0; i < TaskCount; i++)
        {
            sum += weights[i] * Dot(i, weights);
        }

        return Math.Max(sum, 0);
    }

    /// <summary>The inner product gᵢ·(Σ wⱼ·gⱼ) = (Mw)ᵢ of one task gradient with a combined gradient.</summary>
    /// <param name="task">The task i, 0 to K − 1.</param>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <returns>The inner product, squared gradient units.</returns>
    public double Dot(int task, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int j = 0; j < TaskCount; j++)
        {
            sum += this[task, j] * weights[j];
        }

        return sum;
    }

    /// <summary>Throws unless there is one element per task.</summary>
    /// <param name="perTask">The values to count, shape [K].</param>
    /// <param name="name">The argument's name for the message; filled in by the compiler.</param>
    /// <exception cref="ArgumentException"><paramref name="perTask"/> does not have K elements.</exception>
    public void RequireOnePerTask(
        ReadOnlySpan<double> perTask,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(perTask))] string name = "")
    {
        if (perTask.Length != TaskCount)
        {
            throw new ArgumentException($"{name} needs one element per task: expected {TaskCount}, got {perTask.Length}.", name);
        }
    }

    private static double CheckedEntry(ReadOnlySpan<double> entries, int i, int j)
    {
        int taskCount = (int)Math.Sqrt(entries.Length);
        double lower = entries[(i * taskCount) + j];
        double upper = entries[(j * taskCount) + i];
        if (!double.IsFinite(lower) || !double.IsFinite(upper))
        {
            throw new ArgumentException($"Gramian entry [{i}, {j}] is {(double.IsFinite(lower) ? upper : lower)}: a task gradient is not finite.", nameof(entries));
        }

        if (i == j && lower < 0)
        {
            throw new ArgumentException($"Gramian entry [{i}, {i}] is {lower}: a squared gradient norm cannot be negative.", nameof(entries));
        }

        // Mirrored products summed in another order differ by rounding, which is relative to the two norms, not to the product.
        double scale = Math.Sqrt(entries[(i * taskCount) + i]) * Math.Sqrt(entries[(j * taskCount) + j]);
        if (Math.Abs(lower - upper) > SymmetryTolerance * scale)
        {
            throw new ArgumentException($"Gramian entries [{i}, {j}] = {lower} and [{j}, {i}] = {upper} differ: a Gramian is symmetric.", nameof(entries));
        }

        return (0.5 * lower) + (0.5 * upper); // Their sum may overflow.
    }
}
