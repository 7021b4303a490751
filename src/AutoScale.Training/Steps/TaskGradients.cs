using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>K task gradients, each in parts: multiplied once into their Gramian, combined once into an update.</summary>
internal sealed class TaskGradients
{
    private readonly int _taskCount;
    private readonly Tensor?[] _parts;

    /// <summary>Takes the gradients.</summary>
    /// <param name="perTask">For each task one gradient per parameter; null stands for zero.</param>
    public TaskGradients(Tensor?[][] perTask)
    {
        _taskCount = perTask.Length;
        _parts = [.. perTask.SelectMany(parts => parts)];
    }

    /// <summary>Inner products of the task gradients in double precision, row by row, shape [K × K].</summary>
    public double[] InnerProducts() => GradientMatrix.Gramian(_parts, _taskCount);

    /// <summary>Σ wᵢ·gᵢ, one tensor per parameter.</summary>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <param name="combined">Receives the combined gradients; null where no task reaches the parameter.</param>
    public void Combine(ReadOnlySpan<double> weights, Span<Tensor?> combined) => GradientMatrix.Combine(_parts, weights, combined);
}
