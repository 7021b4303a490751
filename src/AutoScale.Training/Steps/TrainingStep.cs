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
        using BufferGuard buffers = new(_model, _options.NonFiniteLoss == NonFiniteLossPolicy.SkipStep);
        StepOutcome outcome = new(_tasks.Count);
        IReadOnlyList<Tensor> representation = _model.Encode(batch.Input);
        Work work = new(iteration, Losses(batch, representation), representation, outcome, new Tensor?[_parameters.All.Count]);
        Read(work.Losses, outcome.Losses);
        clock.Book(StepPart.Forward);
        if (FirstNonFinite(outcome.Losses) is int bad)
        {
            return Skip(work, FormattableString.Invariant($"The loss of task '{_tasks[bad].Name}' became {outcome.Losses[bad]} at iteration {iteration}."), buffers);
        }

        string? broken = _weighting.Needs == Evidence.Losses ? DescendWeightedSum(work, clock) : DescendTaskGradients(work, clock);
        if (broken is not null)
        {
            return Skip(work, broken, buffers);
        }

        optimizer.Step(work.Gradients);
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

    /// <summary>One backward pass of the weighted sum. Returns what is not finite, null when all is well.</summary>
    private string? DescendWeightedSum(Work work, StepClock clock)
    {
        Weigh(work);
        clock.Book(StepPart.Weighting);
        double[] weights = work.Outcome.Weights;
        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            Tensor?[] seeds = new Tensor?[weights.Length];
            for (int task = 0; task < weights.Length; task++)
            {
                seeds[task] = Tensor.Scalar(weights[task], work.Losses[task].ScalarType, work.Losses[task].Device);
            }

            Autograd.Gradients(work.Losses, [.. _parameters.All], seeds, allowUnused: true).CopyTo(work.Gradients, 0);
        }
        else
        {
            RunTrunkBackOnce(work, RunHeadsBack(work));
        }

        string? broken = CheckGradients(work);
        clock.Book(StepPart.Backward);
        return broken;
    }

    /// <summary>Every task's gradient by itself, weighed and combined. Returns what is not finite, null when all is well.</summary>
    private string? DescendTaskGradients(Work work, StepClock clock)
    {
        Tensor?[][] atRepresentation = RunHeadsBack(work);
        TaskGradients evidence = new(_options.GradientScope switch
        {
            GradientScope.SharedParameters => RunTrunkBack(work.Representation, atRepresentation, _parameters.Shared, keepGraph: false),
            GradientScope.LastSharedLayer => RunTrunkBack(work.Representation, atRepresentation, _parameters.LastShared, keepGraph: true),
            _ => atRepresentation,
        });
        clock.Book(StepPart.Backward);
        double[] products = evidence.InnerProducts();
        for (int task = 0; task < _tasks.Count; task++)
        {
            double squaredNorm = products[(task * _tasks.Count) + task];
            if (!double.IsFinite(squaredNorm))
            {
                return FormattableString.Invariant($"The squared gradient norm of task '{_tasks[task].Name}' became {squaredNorm} at iteration {work.Iteration}.");
            }
        }

        work.Outcome.Gramian = new Gramian(products);
        Weigh(work);
        if (_options.GradientScope == GradientScope.SharedParameters)
        {
            evidence.Combine(work.Outcome.Weights, work.Gradients.AsSpan(0, _parameters.Shared.Length));
            clock.Book(StepPart.Weighting);
        }
        else
        {
            clock.Book(StepPart.Weighting);
            RunTrunkBackOnce(work, atRepresentation);
            clock.Book(StepPart.Backward);
        }

        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            ScaleHeads(work);
        }

        return CheckGradients(work);
    }

    // A finite loss can have a gradient that is not: the root of zero, an overflow on the way back.
    private static string? CheckGradients(Work work) => GradientMatrix.AreFinite(work.Gradients)
        ? null
        : FormattableString.Invariant($"A gradient stopped being finite at iteration {work.Iteration}, though the losses are finite.");

    /// <summary>Runs every head back once: its parameters' gradients go to the work, those at the representation are returned.</summary>
    private Tensor?[][] RunHeadsBack(Work work)
    {
        int stages = work.Representation.Count;
        Tensor?[][] atRepresentation = new Tensor?[work.Losses.Length][];
        for (int task = 0; task < atRepresentation.Length; task++)
        {
            Tensor?[] found = Autograd.Gradients([work.Losses[task]], [.. work.Representation, .. _parameters.Head(task)], retainGraph: true, allowUnused: true);
            atRepresentation[task] = found[..stages];
            found.AsSpan(stages).CopyTo(_parameters.HeadPart(work.Gradients, task));
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

    private void RunTrunkBackOnce(Work work, Tensor?[][] atRepresentation)
    {
        Tensor?[] combined = new Tensor?[work.Representation.Count];
        for (int i = 0; i < combined.Length; i++)
        {
            for (int task = 0; task < atRepresentation.Length; task++)
            {
                if (atRepresentation[task][i] is Tensor part)
                {
                    Tensor weighted = part.Multiply(work.Outcome.Weights[task]);
                    combined[i] = combined[i]?.Add(weighted) ?? weighted;
                }
            }
        }

        RunTrunkBack(work.Representation, combined, _parameters.Shared, keepGraph: false).CopyTo(work.Gradients, 0);
    }

    private void ScaleHeads(Work work)
    {
        for (int task = 0; task < _tasks.Count; task++)
        {
            foreach (ref Tensor? gradient in _parameters.HeadPart(work.Gradients, task))
            {
                gradient = gradient?.Multiply(work.Outcome.Weights[task]);
            }
        }
    }

    private void Weigh(Work work)
    {
        (int iteration, StepOutcome outcome) = (work.Iteration, work.Outcome);
        Gramian? gramian = outcome.Gramian;
        outcome.GradientNorms = gramian?.Norms();
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

    private StepOutcome Skip(Work work, string reason, BufferGuard buffers)
    {
        if (_options.NonFiniteLoss == NonFiniteLossPolicy.Throw)
        {
            throw new TrainingException($"{reason} Lower the learning rate, or check the inputs and labels.");
        }

        buffers.Restore();
        work.Outcome.Skipped = reason;
        return work.Outcome;
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

    /// <summary>What one update passes from part to part.</summary>
    private sealed record Work(int Iteration, Tensor[] Losses, IReadOnlyList<Tensor> Representation, StepOutcome Outcome, Tensor?[] Gradients);
}
