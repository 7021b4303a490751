using AutoScale.Torch;
using AutoScale.Training.Steps;

namespace AutoScale.Training.Methods;

/// <summary>Lets a method try the network before an update: losses and gradients on other samples, at other parameters.</summary>
/// <remarks>
/// Every look sees the same dropout masks, which are also those of the update itself, and leaves parameters and batch statistics bit for bit as they were.
/// </remarks>
public sealed class StepProbe
{
    private readonly MultiTaskModel _model;
    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly Batch _training;
    private readonly Func<Batch> _validation;
    private readonly Action _seed;

    internal StepProbe(MultiTaskModel model, IReadOnlyList<LearningTask> tasks, Batch training, Func<Batch> validation, Action seed)
    {
        (_model, _tasks, _training, _validation, _seed) = (model, tasks, training, validation, seed);
        Parameters = new ModelParameters(model, tasks.Count).All;
    }

    /// <summary>Which update comes, 1 to T.</summary>
    public required int Iteration { get; init; }

    /// <summary>The learning rate of the coming update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Every parameter, the trunk's first and then each head's. Not to be written to.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>The unweighted losses at θ + step·direction.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="direction">One tensor per parameter, null for zero; empty for θ itself.</param>
    /// <param name="step">How far along the direction.</param>
    /// <returns>Losses, shape [K].</returns>
    public double[] Losses(ProbeData data, Tensor?[] direction, double step)
    {
        Batch batch = Samples(data);
        using NoGradient off = Autograd.NoGradient();
        using TensorScope scope = new();
        return At(batch, direction, step, losses => Array.ConvertAll(losses, loss => loss.Item()));
    }

    /// <summary>The gradient of Σ wᵢ·lᵢ at θ + step·direction.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="weights">w, shape [K].</param>
    /// <param name="direction">One tensor per parameter, null for zero; empty for θ itself.</param>
    /// <param name="step">How far along the direction.</param>
    /// <returns>One gradient per parameter; null stands for zero.</returns>
    public Tensor?[] Gradients(ProbeData data, double[] weights, Tensor?[] direction, double step)
    {
        Batch batch = Samples(data);
        using TensorScope scope = new(); // The activations go at once; the gradients stay.
        Tensor?[] gradients = At(batch, direction, step, losses =>
        {
            Tensor?[] seeds = [.. losses.Select((loss, task) => Tensor.Scalar(weights[task], loss.ScalarType, loss.Device))];
            return Autograd.Gradients(losses, [.. Parameters], seeds, allowUnused: true);
        });
        return Array.ConvertAll(gradients, gradient => gradient is null ? null : scope.Keep(gradient));
    }

    // Loaded outside the scope of a look: the next look reads the same batch.
    private Batch Samples(ProbeData data) => data == ProbeData.Training ? _training : _validation();

    private T At<T>(Batch batch, Tensor?[] direction, double step, Func<Tensor[], T> read)
    {
        using BufferGuard buffers = new(_model, isNeeded: true);
        Tensor[] before = direction.Length == 0 ? [] : Copies();
        Move(direction, step);
        try
        {
            _seed();
            IReadOnlyList<Tensor> representation = _model.Encode(batch.Input);
            return read([.. _tasks.Select((task, index) => task.Loss(_model.Decode(index, representation), batch.Targets[index]))]);
        }
        finally
        {
            PutBack(before);
            buffers.Restore();
        }
    }

    private Tensor[] Copies()
    {
        using NoGradient off = Autograd.NoGradient();
        return [.. Parameters.Select(parameter => parameter.Clone())];
    }

    private void Move(Tensor?[] direction, double step)
    {
        using NoGradient off = Autograd.NoGradient();
        for (int i = 0; i < direction.Length; i++)
        {
            if (direction[i] is Tensor part)
            {
                Parameters[i].AddInPlace(part, step);
            }
        }
    }

    private void PutBack(Tensor[] before)
    {
        using NoGradient off = Autograd.NoGradient();
        for (int i = 0; i < before.Length; i++)
        {
            Parameters[i].CopyFrom(before[i]);
        }
    }
}
