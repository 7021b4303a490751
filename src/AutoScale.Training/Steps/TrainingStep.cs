using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Steps;

/// <summary>One update of a multi-task network: losses, then the evidence the weighting asks for, then weights, then the update.</summary>
/// <remarks>
/// A step whose weighting needs only losses costs one backward pass of the weighted sum. Otherwise every head is run back once,
/// to the shared representation, and the trunk K times (or once, in a narrower <see cref="GradientScope"/>): the least that
/// K gradients can cost.
/// </remarks>
internal sealed class TrainingStep
{
    private readonly MultiTaskModel _model;
    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly IWeighting _weighting;
    private readonly TrainingOptions _options;
    private readonly ModelParameters _parameters;

    public TrainingStep(MultiTaskModel model, IReadOnlyList<LearningTask> tasks, IWeighting weighting, TrainingOptions options)
    {
        (_model, _tasks, _weighting, _options) = (model, tasks, weighting, options);
        _parameters = new ModelParameters(model, tasks.Count);
    }

    /// <summary>Every parameter in the order of the gradients handed to the optimizer.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters.All;

    /// <summary>Makes one update.</summary>
    /// <param name="iteration">1 to T.</param>
    /// <param name="batch">The samples.</param>
    /// <param name="optimizer">An optimizer over <see cref="Parameters"/>.</param>
    /// <param name="clock">Books where the time goes.</param>
    /// <returns>What happened.</returns>
    public StepOutcome Run(int iteration, Batch batch, Optimizer optimizer, StepClock clock)
    {
        using TensorScope scope = new();
        StepOutcome outcome = new(_tasks.Count);
        IReadOnlyList<Tensor> representation = _model.Encode(batch.Input);
        Tensor[] losses = Losses(batch, representation);
        Read(losses, outcome.Losses);
        clock.Book(StepPart.Forward);
        if (FirstNonFinite(outcome.Losses) is int bad)
        {
            return Skip(outcome, $"The loss of task '{_tasks[bad].Name}' became {outcome.Losses[bad]} at iteration {iteration}.");
        }

        Tensor?[] gradients = new Tensor?[_parameters.All.Count];
        if (_weighting.Needs == Evidence.Losses)
        {
            Weigh(iteration, outcome);
            clock.Book(StepPart.Weighting);
            DescendWeightedSum(losses, representation, outcome.Weights, gradients);
            clock.Book(StepPart.Backward);
        }
        else if (!DescendTaskGradients(iteration, losses, representation, outcome, gradients, clock))
        {
            return outcome;
        }

        optimizer.Step(gradients);
        clock.Book(StepPart.Update);
        LookAfter(batch, outcome.Losses.Length);
        clock.Book(StepPart.LookAfter);
        return outcome;
    }

    private Tensor[] Losses(Batch batch, IReadOnlyList<Tensor> representation)
    {
        Tensor[] losses = new Tensor[_tasks.Count];
        for (int task = 0; task < losses.Length; task++)
        {
            losses[task] = _tasks[task].Loss(_model.Decode(task, representation), batch.Targets[task]);
        }

        return losses;
    }

    private void DescendWeightedSum(Tensor[] losses, IReadOnlyList<Tensor> representation, double[] weights, Tensor?[] gradients)
    {
        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            Tensor?[] seeds = new Tensor?[losses.Length];
            for (int task = 0; task < losses.Length; task++)
            {
                seeds[task] = Tensor.Scalar(weights[task], losses[task].ScalarType, losses[task].Device);
            }

            Autograd.Gradients(losses, [.. _parameters.All], seeds, allowUnused: true).CopyTo(gradients, 0);
            return;
        }

        Tensor?[][] atRepresentation = RunHeadsBack(losses, representation, gradients);
        RunTrunkBackOnce(representation, atRepresentation, weights, gradients);
    }

    private bool DescendTaskGradients(
        int iteration, Tensor[] losses, IReadOnlyList<Tensor> representation, StepOutcome outcome, Tensor?[] gradients, StepClock clock)
    {
        Tensor?[][] atRepresentation = RunHeadsBack(losses, representation, gradients);
        TaskGradients evidence = new(_options.GradientScope switch
        {
            GradientScope.SharedParameters => RunTrunkBack(representation, atRepresentation, _parameters.Shared, keepGraph: false),
            GradientScope.LastSharedLayer => RunTrunkBack(representation, atRepresentation, _parameters.LastShared, keepGraph: true),
            _ => atRepresentation,
        });
        clock.Book(StepPart.Backward);
        double[] products = evidence.InnerProducts();
        for (int task = 0; task < losses.Length; task++)
        {
            if (!double.IsFinite(products[(task * losses.Length) + task]))
            {
                Skip(outcome, $"The gradient of task '{_tasks[task].Name}' became {products[(task * losses.Length) + task]} (squared norm) at iteration {iteration}.");
                return false;
            }
        }

        outcome.Gramian = new Gramian(products);
        Weigh(iteration, outcome);
        if (_options.GradientScope == GradientScope.SharedParameters)
        {
            evidence.Combine(outcome.Weights, gradients.AsSpan(0, _parameters.Shared.Length));
            clock.Book(StepPart.Weighting);
        }
        else
        {
            clock.Book(StepPart.Weighting);
            RunTrunkBackOnce(representation, atRepresentation, outcome.Weights, gradients);
            clock.Book(StepPart.Backward);
        }

        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            ScaleHeads(gradients, outcome.Weights);
        }

        return true;
    }

    /// <summary>Runs every head back once: its parameters' gradients go to <paramref name="gradients"/>, those at the representation are returned.</summary>
    private Tensor?[][] RunHeadsBack(Tensor[] losses, IReadOnlyList<Tensor> representation, Tensor?[] gradients)
    {
        Tensor?[][] atRepresentation = new Tensor?[losses.Length][];
        for (int task = 0; task < losses.Length; task++)
        {
            Tensor?[] found = Autograd.Gradients([losses[task]], [.. representation, .. _parameters.Head(task)], retainGraph: true, allowUnused: true);
            atRepresentation[task] = found[..representation.Count];
            found.AsSpan(representation.Count).CopyTo(_parameters.HeadPart(gradients, task));
        }

        return atRepresentation;
    }

    private static Tensor?[][] RunTrunkBack(IReadOnlyList<Tensor> representation, Tensor?[][] atRepresentation, Tensor[] parameters, bool keepGraph)
    {
        Tensor?[][] perTask = new Tensor?[atRepresentation.Length][];
        for (int task = 0; task < perTask.Length; task++)
        {
            perTask[task] = RunTrunkBack(representation, atRepresentation[task], parameters, keepGraph || task < perTask.Length - 1);
        }

        return perTask;
    }

    private static Tensor?[] RunTrunkBack(IReadOnlyList<Tensor> representation, Tensor?[] atRepresentation, Tensor[] parameters, bool keepGraph)
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
        return outputs.Count == 0 || parameters.Length == 0
            ? new Tensor?[parameters.Length]
            : Autograd.Gradients([.. outputs], parameters, [.. seeds], keepGraph, allowUnused: true);
    }

    private void RunTrunkBackOnce(IReadOnlyList<Tensor> representation, Tensor?[][] atRepresentation, double[] weights, Tensor?[] gradients)
    {
        Tensor?[] combined = new Tensor?[representation.Count];
        for (int i = 0; i < combined.Length; i++)
        {
            for (int task = 0; task < weights.Length; task++)
            {
                if (atRepresentation[task][i] is Tensor part)
                {
                    Tensor weighted = part.Multiply(weights[task]);
                    combined[i] = combined[i]?.Add(weighted) ?? weighted;
                }
            }
        }

        RunTrunkBack(representation, combined, _parameters.Shared, keepGraph: false).CopyTo(gradients, 0);
    }

    private void ScaleHeads(Tensor?[] gradients, double[] weights)
    {
        for (int task = 0; task < weights.Length; task++)
        {
            foreach (ref Tensor? gradient in _parameters.HeadPart(gradients, task))
            {
                gradient = gradient?.Multiply(weights[task]);
            }
        }
    }

    private void Weigh(int iteration, StepOutcome outcome)
    {
        Gramian? gramian = outcome.Gramian;
        if (gramian is not null)
        {
            outcome.GradientNorms = new double[gramian.TaskCount];
            for (int task = 0; task < gramian.TaskCount; task++)
            {
                outcome.GradientNorms[task] = gramian.Norm(task);
            }
        }

        StepEvidence evidence = new() { Iteration = iteration, Losses = outcome.Losses, GradientNorms = outcome.GradientNorms, Gramian = gramian };
        try
        {
            outcome.Certificate = _weighting.Weigh(evidence, outcome.Weights);
        }
        catch (DegenerateGradientException e)
        {
            throw new TrainingException($"The weighting failed at iteration {iteration}: {e.Message}", e);
        }

        if (FirstNonFinite(outcome.Weights) is int bad)
        {
            throw new TrainingException(
                $"{_weighting.GetType().Name} gave task '{_tasks[bad].Name}' the weight {outcome.Weights[bad]} at iteration {iteration}: a weighting must return finite numbers.");
        }

        try
        {
            WeightScaling.Apply(_options.WeightScale, outcome.Weights);
        }
        catch (ArgumentException e)
        {
            throw new TrainingException($"The weights of iteration {iteration} cannot be scaled. {e.Message}", e);
        }
    }

    private void LookAfter(Batch batch, int taskCount)
    {
        if (_weighting is not IObservesUpdate { WantsLossesAfterUpdate: true } observer)
        {
            return;
        }

        using NoGradient off = Autograd.NoGradient();
        double[] after = new double[taskCount];
        Read(Losses(batch, _model.Encode(batch.Input)), after);
        observer.Observe(after);
    }

    private StepOutcome Skip(StepOutcome outcome, string reason)
    {
        if (_options.NonFiniteLoss == NonFiniteLossPolicy.Throw)
        {
            throw new TrainingException($"{reason} Lower the learning rate, or check that task's inputs and labels.");
        }

        outcome.Skipped = reason;
        return outcome;
    }

    private static void Read(Tensor[] losses, double[] values)
    {
        // One transfer for all tasks: on a GPU every transfer waits for the device.
        using Tensor stacked = Tensor.Stack(losses).Detach().To(ScalarType.Float64).To(Device.Cpu);
        stacked.CopyTo(values);
    }

    private static int? FirstNonFinite(double[] values)
    {
        int index = Array.FindIndex(values, value => !double.IsFinite(value));
        return index < 0 ? null : index;
    }
}
