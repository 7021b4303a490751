using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>K task gradients as the rows of one matrix: multiplied once into their Gramian, combined once into an update.</summary>
internal sealed class TaskGradients
{
    private readonly Tensor _rows;
    private readonly IReadOnlyList<Tensor> _shapes;

    /// <summary>Flattens and stacks.</summary>
    /// <param name="perTask">For each task one gradient per tensor of <paramref name="shapes"/>; null stands for zero.</param>
    /// <param name="shapes">Tensors of the shapes the gradients have, such as the parameters themselves.</param>
    public TaskGradients(Tensor?[][] perTask, IReadOnlyList<Tensor> shapes)
    {
        _shapes = shapes;
        Tensor[] flat = new Tensor[perTask.Length * shapes.Count];
        for (int task = 0; task < perTask.Length; task++)
        {
            for (int i = 0; i < shapes.Count; i++)
            {
                Tensor gradient = perTask[task][i] ?? Tensor.Zeros(shapes[i].Shape, shapes[i].ScalarType, shapes[i].Device);
                flat[(task * shapes.Count) + i] = gradient.Reshape(-1);
            }
        }

        _rows = Tensor.Cat(flat).Reshape(perTask.Length, -1);
    }

    /// <summary>Inner products of the task gradients in double precision, row by row, shape [K × K].</summary>
    public double[] InnerProducts() => GradientMatrix.Gramian(_rows);

    /// <summary>Σ wᵢ·gᵢ, cut back into one tensor per parameter.</summary>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <param name="combined">Receives the combined gradients.</param>
    public void Combine(ReadOnlySpan<double> weights, Span<Tensor?> combined)
    {
        Tensor row = Tensor.From(weights, 1, weights.Length).To(_rows.ScalarType).To(_rows.Device);
        Tensor sum = row.MatMul(_rows).Reshape(-1);
        long start = 0;
        for (int i = 0; i < _shapes.Count; i++)
        {
            combined[i] = sum.Narrow(0, start, _shapes[i].ElementCount).Reshape(_shapes[i].Shape);
            start += _shapes[i].ElementCount;
        }
    }
}
