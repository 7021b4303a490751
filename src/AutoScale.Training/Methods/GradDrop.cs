using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>GradDrop: where tasks disagree on the sign of a coordinate, one sign is drawn and the gradients of the other are dropped there.</summary>
/// <remarks>
/// <para>In every coordinate P = ½(1 + Σ gᵢ/Σ |gᵢ|) and U is uniform in [0, 1): positive entries stay where P > U, negative ones where P ≤ U, so that one
/// task alone keeps everything. What is dropped leaks through by the factor ℓᵢ: gᵢ ← ℓᵢ·gᵢ + (1 − ℓᵢ)·keptᵢ. Then wᵢ = 1.</para>
/// <para>U comes from the engine's generator, which the trainer seeds for each step, so there is no state. Scales cancel in P; a zero gradient has no say. Not
/// thread-safe.</para>
/// <para>Source: Chen et al., "Just Pick a Sign: Optimizing Deep Multitask Models with Gradient Sign Dropout", NeurIPS 2020, arXiv:2010.06808,
/// Algorithm 1 with f the identity. Deviation: acts on gradients of parameters, or on each entry of the representation; the paper multiplies by the sign of an activation
/// and adds over the batch first.</para>
/// </remarks>
public sealed class GradDrop : IWeighting, ITransformsGradients
{
    private readonly double[] _leaks;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="leaks">ℓ, the fraction of each task's dropped entries that stays, from 0 to 1, shape [K]; null for 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="leaks"/> does not have K elements from 0 to 1.</exception>
    public GradDrop(int taskCount, IReadOnlyList<double>? leaks = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        _leaks = leaks is null ? new double[taskCount] : [.. leaks];
        if (_leaks.Length != taskCount || !Array.TrueForAll(_leaks, leak => leak is >= 0 and <= 1))
        {
            throw new ArgumentException($"leaks needs {taskCount} numbers from 0 to 1, got {string.Join(", ", _leaks)}.", nameof(leaks));
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "graddrop",
        Title = "GradDrop",
        Summary = "Where tasks disagree on a coordinate's sign, one sign is drawn and the other dropped.",
        Needs = Evidence.GradientNorms,
        IsRandom = true,
        Claims = MethodClaims.EqualForSymmetricPair,
        HomogeneityDegree = 1,
        Cost = "K backward passes; O(K·d)",
        Source = "Chen et al., NeurIPS 2020, arXiv:2010.06808, Algorithm 1",
        HeadGradientNote = "Untouched: every weight is 1.",
        Options = [new("leak", "0", "Fraction of a dropped entry that stays, one for each task, or one for all.", "numbers from 0 to 1")],
        Factory = context => new GradDrop(
            context.TaskCount, context.Options.Numbers("leak", context.TaskCount, values => Array.TrueForAll(values, value => value is >= 0 and <= 1))),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <summary>Draws U for a part: uniform in [0, 1), in its shape and type. Replaced where recorded draws are replayed.</summary>
    internal Func<Tensor, Tensor> Draw { get; init; } = part => Tensor.RandomUniform(part.Shape, part.ScalarType, part.Device);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is another number of tasks.</exception>
    public void Transform(in StepEvidence evidence, TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        evidence.RequireOnePerTask(_leaks, "leaks");
        for (int part = 0; part < gradients.PartCount; part++)
        {
            int[] tasks = [.. Enumerable.Range(0, gradients.TaskCount).Where(task => gradients[task, part] is not null)];
            if (tasks.Length > 1)
            {
                Drop(gradients, part, tasks);
            }
        }
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        weights.Fill(1);
        return Certificate.Exact;
    }

    private void Drop(TaskGradients gradients, int part, int[] tasks)
    {
        using TensorScope scope = new();
        Tensor sum = gradients[tasks[0], part]!;
        Tensor magnitude = sum.Abs();
        foreach (int task in tasks[1..])
        {
            sum += gradients[task, part]!;
            magnitude += gradients[task, part]!.Abs();
        }

        // 0/0, where every entry is zero, compares false; whichever sign is kept there, nothing is.
        Tensor keepsPositive = sum.Divide(magnitude).Add(1).Multiply(0.5).Greater(Draw(sum));
        foreach (int task in tasks)
        {
            Tensor gradient = gradients[task, part]!;
            Tensor kept = Tensor.Where(keepsPositive, gradient.Clamp(minimum: 0), gradient.Clamp(maximum: 0));
            gradients[task, part] = scope.Keep(_leaks[task] == 0 ? kept : kept.Multiply(1 - _leaks[task]).AddInPlace(gradient, _leaks[task]));
        }
    }
}
