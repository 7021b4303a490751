using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>K task gradients, each in parts: multiplied once into their Gramian, combined once into an update.</summary>
public sealed class TaskGradients
{
    private readonly Tensor?[] _parts;

    /// <summary>Takes the gradients.</summary>
    /// <param name="perTask">For each task one gradient per part, equally many for all; null stands for zero.</param>
    public TaskGradients(IReadOnlyList<Tensor?[]> perTask)
    {
        ArgumentNullException.ThrowIfNull(perTask);
        TaskCount = perTask.Count;
        PartCount = perTask[0].Length;
        _parts = [.. perTask.SelectMany(parts => parts)];
    }

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount { get; }

    /// <summary>The parts of each gradient: one per shared parameter, or one per tensor of the shared representation.</summary>
    public int PartCount { get; }

    /// <summary>One part of one task's gradient; null stands for zero.</summary>
    /// <param name="task">The task, 0 to K − 1.</param>
    /// <param name="part">The part, 0 to <see cref="PartCount"/> − 1.</param>
    public Tensor? this[int task, int part]
    {
        get => _parts[(task * PartCount) + part];
        set => _parts[(task * PartCount) + part] = value;
    }

    /// <summary>Inner products of the task gradients in double precision, row by row, shape [K × K].</summary>
    /// <returns>The entries.</returns>
    public double[] InnerProducts() => GradientMatrix.Gramian(_parts, TaskCount);

    /// <summary>Inner products of one part of the task gradients in double precision, row by row, shape [K × K]. Those of all parts add up to <see cref="InnerProducts()"/>.</summary>
    /// <param name="part">The part, 0 to <see cref="PartCount"/> − 1.</param>
    /// <returns>The entries.</returns>
    public double[] InnerProducts(int part)
    {
        Tensor?[] perTask = new Tensor?[TaskCount];
        for (int task = 0; task < perTask.Length; task++)
        {
            perTask[task] = this[task, part];
        }

        return GradientMatrix.Gramian(perTask, TaskCount);
    }

    /// <summary>Σ wᵢ·gᵢ, one tensor per part.</summary>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <param name="combined">Receives the combined gradients; null where no task reaches the part.</param>
    public void Combine(ReadOnlySpan<double> weights, Span<Tensor?> combined) => GradientMatrix.Combine(_parts, weights, combined);
}
