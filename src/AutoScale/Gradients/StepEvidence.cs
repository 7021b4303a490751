namespace AutoScale.Gradients;

/// <summary>What a weighting sees of one training step: losses always, gradient geometry only if it asked for it.</summary>
public readonly ref struct StepEvidence
{
    /// <summary>Which training step this is, from 1 to the length of the run.</summary>
    public required int Iteration { get; init; }

    /// <summary>The unweighted task losses l, shape [K], in each loss's own unit. Finite, checked once here, so no weighting ever checks it again.</summary>
    /// <exception cref="ArgumentException">A loss is NaN or infinite.</exception>
    public required ReadOnlySpan<double> Losses
    {
        get;
        init => field = Finite(value, "loss");
    }

    /// <summary>Norms ‖gᵢ‖ of the unweighted task gradients, shape [K]; empty unless <see cref="Evidence.GradientNorms"/> or more was asked for.</summary>
    /// <exception cref="ArgumentException">A norm is NaN or infinite.</exception>
    public ReadOnlySpan<double> GradientNorms
    {
        get;
        init => field = Finite(value, "gradient norm");
    }

    /// <summary>Inner products of the unweighted task gradients; null unless <see cref="Evidence.Gramian"/> was asked for.</summary>
    public Gramian? Gramian { get; init; }

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount => Losses.Length;

    /// <summary>The Gramian, or an error that says who needed it.</summary>
    /// <param name="reader">Name of the weighting that reads it, for the message.</param>
    /// <returns>The Gramian of the unweighted task gradients.</returns>
    /// <exception cref="InvalidOperationException">The evidence of this step holds no Gramian.</exception>
    public Gramian RequireGramian(string reader) => Gramian ?? throw new InvalidOperationException(
        $"{reader} needs the Gramian at iteration {Iteration}, but the evidence holds none: pass what its Needs property asks for.");

    /// <summary>The gradient norms, or an error that says who needed them.</summary>
    /// <param name="reader">Name of the weighting that reads them, for the message.</param>
    /// <returns>The norms of the unweighted task gradients, shape [K].</returns>
    /// <exception cref="InvalidOperationException">The evidence of this step does not hold one norm per task.</exception>
    public ReadOnlySpan<double> RequireGradientNorms(string reader) => GradientNorms.Length == TaskCount ? GradientNorms : throw new InvalidOperationException(
        $"{reader} needs {TaskCount} gradient norms at iteration {Iteration}, but the evidence holds {GradientNorms.Length}: pass what its Needs property asks for.");

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

    private static ReadOnlySpan<double> Finite(ReadOnlySpan<double> values, string what)
    {
        for (int task = 0; task < values.Length; task++)
        {
            if (!double.IsFinite(values[task]))
            {
                throw new ArgumentException($"The {what} of task {task + 1} of {values.Length} is {values[task]}: expected a finite number. Leave the step out, or lower the learning rate.");
            }
        }

        return values;
    }
}
