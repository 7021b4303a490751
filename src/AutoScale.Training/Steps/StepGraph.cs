using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>The recorded forward pass of one update, and every way it is run back.</summary>
internal sealed class StepGraph(ModelParameters parameters, IReadOnlyList<Tensor> representation, Tensor[] losses)
{
    /// <summary>The task losses, shape [K].</summary>
    public Tensor[] Losses => losses;

    /// <summary>What the optimizer gets: one gradient per parameter, in the order of <see cref="ModelParameters.All"/>.</summary>
    public Tensor?[] Gradients { get; } = new Tensor?[parameters.All.Count];

    /// <summary>One backward pass of Σ wᵢ·lᵢ through heads and trunk.</summary>
    /// <param name="weights">w, shape [K].</param>
    public void RunBack(ReadOnlySpan<double> weights)
    {
        Tensor?[] seeds = new Tensor?[weights.Length];
        for (int task = 0; task < weights.Length; task++)
        {
            seeds[task] = Tensor.Scalar(weights[task], losses[task].ScalarType, losses[task].Device);
        }

        Autograd.Gradients(losses, [.. parameters.All], seeds, allowUnused: true).CopyTo(Gradients, 0);
    }

    /// <summary>Runs every head back once: its parameters' gradients go to <see cref="Gradients"/>, those at the representation are returned.</summary>
    /// <param name="createGraph">Whether the gradients are to be differentiated themselves.</param>
    /// <returns>For each task one gradient per tensor of the representation; null stands for zero.</returns>
    public Tensor?[][] RunHeadsBack(bool createGraph = false)
    {
        int stages = representation.Count;
        Tensor?[][] atRepresentation = new Tensor?[losses.Length][];
        for (int task = 0; task < atRepresentation.Length; task++)
        {
            Tensor?[] found = Autograd.Gradients(
                [losses[task]], [.. representation, .. parameters.Head(task)], retainGraph: true, createGraph: createGraph, allowUnused: true);
            atRepresentation[task] = found[..stages];
            found.AsSpan(stages).CopyTo(parameters.HeadPart(Gradients, task));
        }

        return atRepresentation;
    }

    /// <summary>Runs the trunk back once for each task.</summary>
    /// <param name="atRepresentation">Each task's gradients at the representation.</param>
    /// <param name="scope">The parameters wanted.</param>
    /// <param name="keepGraph">Whether the trunk is run back again later.</param>
    /// <param name="createGraph">Whether the gradients are to be differentiated themselves.</param>
    /// <returns>For each task one gradient per parameter of the scope; null stands for zero.</returns>
    public Tensor?[][] RunTrunkBack(Tensor?[][] atRepresentation, Tensor[] scope, bool keepGraph, bool createGraph = false)
    {
        Tensor?[][] perTask = new Tensor?[atRepresentation.Length][];
        for (int task = 0; task < perTask.Length; task++)
        {
            perTask[task] = RunTrunkBack(atRepresentation[task], scope, keepGraph || task < perTask.Length - 1, createGraph);
        }

        return perTask;
    }

    /// <summary>Runs the trunk back once, for all its parameters, from combined gradients at the representation.</summary>
    /// <param name="atRepresentation">The task gradients at the representation.</param>
    /// <param name="weights">w, shape [K].</param>
    public void RunTrunkBackOnce(TaskGradients atRepresentation, ReadOnlySpan<double> weights)
    {
        Tensor?[] combined = new Tensor?[representation.Count];
        atRepresentation.Combine(weights, combined);
        RunTrunkBack(combined, parameters.Shared, keepGraph: false, createGraph: false).CopyTo(Gradients, 0);
    }

    /// <summary>Gives every head the gradient of its weighted loss.</summary>
    /// <param name="weights">w, shape [K].</param>
    public void ScaleHeads(ReadOnlySpan<double> weights)
    {
        for (int task = 0; task < weights.Length; task++)
        {
            foreach (ref Tensor? gradient in parameters.HeadPart(Gradients, task))
            {
                gradient = gradient?.Multiply(weights[task]);
            }
        }
    }

    private Tensor?[] RunTrunkBack(Tensor?[] atRepresentation, Tensor[] scope, bool keepGraph, bool createGraph)
    {
        List<Tensor> outputs = [];
        List<Tensor?> seeds = [];
        for (int i = 0; i < representation.Count; i++)
        {
            if (atRepresentation[i] is Tensor seed)
            {
                outputs.Add(representation[i]);
                seeds.Add(seed);
            }
        }

        // A head that reads nothing of the representation has a zero gradient in the trunk.
        return outputs.Count == 0 || scope.Length == 0
            ? new Tensor?[scope.Length]
            : Autograd.Gradients([.. outputs], scope, [.. seeds], keepGraph, createGraph, allowUnused: true);
    }
}
