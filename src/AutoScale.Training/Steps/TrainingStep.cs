using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

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
    private readonly ITransformsGradients? _transform;
    private readonly IRegularizesGradients? _regularizer;
    private readonly IObservesGradients? _observer;

    public TrainingStep(MultiTaskModel model, IReadOnlyList<LearningTask> tasks, IWeighting weighting, TrainingOptions options)
    {
        (_model, _tasks, _weighting, _options) = (model, tasks, weighting, options);
        _parameters = new ModelParameters(model, tasks.Count);
        _transform = Decorator.Find<ITransformsGradients>(weighting);
        _regularizer = Decorator.Find<IRegularizesGradients>(weighting);
        _observer = Decorator.Find<IObservesGradients>(weighting);
        RequireScope();
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
        Work work = new(iteration, new StepGraph(_parameters, representation, Losses(batch, representation)), outcome);
        Read(work.Graph.Losses, outcome.Losses);
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

        optimizer.Step(work.Graph.Gradients);
        clock.Book(StepPart.Update);
        LookAfter(batch, outcome.Losses.Length);
        clock.Book(StepPart.LookAfter);
        return outcome;
    }

    // What a method does to gradients has to reach the update.
    private void RequireScope()
    {
        GradientScope[] valid = _transform is null
            ? Enum.GetValues<GradientScope>()
            : _transform.OnlyScope is GradientScope only ? [only] : [GradientScope.SharedParameters, GradientScope.Representation];
        if (!valid.Contains(_options.GradientScope))
        {
            throw new ArgumentException(
                $"{_options.Method ?? _weighting.GetType().Name} changes gradients, not only weights, and cannot work in the gradient scope {_options.GradientScope}: use {string.Join(" or ", valid)}.");
        }
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
        Weigh(work, gramian: null);
        clock.Book(StepPart.Weighting);
        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            work.Graph.RunBack(work.Outcome.Weights);
        }
        else
        {
            work.Graph.RunTrunkBackOnce(new TaskGradients(work.Graph.RunHeadsBack()), work.Outcome.Weights);
        }

        string? broken = CheckGradients(work);
        clock.Book(StepPart.Backward);
        return broken;
    }

    /// <summary>Every task's gradient by itself, weighed and combined. Returns what is not finite, null when all is well.</summary>
    private string? DescendTaskGradients(Work work, StepClock clock)
    {
        StepGraph graph = work.Graph;
        bool isAsked = Decorator.Reaches(_weighting);
        bool isRegularized = isAsked && _regularizer is not null;
        Tensor?[][] atRepresentation = graph.RunHeadsBack(isRegularized);
        TaskGradients gradients = new(_options.GradientScope switch
        {
            GradientScope.SharedParameters => graph.RunTrunkBack(atRepresentation, _parameters.Shared, keepGraph: isRegularized, isRegularized),
            GradientScope.LastSharedLayer => graph.RunTrunkBack(atRepresentation, _parameters.LastShared, keepGraph: true, isRegularized),
            _ => atRepresentation,
        });
        clock.Book(StepPart.Backward);
        if (Measure(work, gradients, out Gramian? gramian) is string broken)
        {
            return broken;
        }

        work.Outcome.Gramian = gramian;
        _observer?.Observe(gradients);
        Tensor?[] extra = isRegularized ? Regularize(work, gradients) : [];
        if (isAsked && _transform is not null)
        {
            _transform.Transform(EvidenceOf(work, gramian), gradients);
            if (Measure(work, gradients, out gramian) is string brokenAfter)
            {
                return brokenAfter;
            }
        }

        Weigh(work, gramian);
        clock.Book(StepPart.Weighting);
        Combine(work, gradients, atRepresentation);
        clock.Book(_options.GradientScope == GradientScope.SharedParameters ? StepPart.Weighting : StepPart.Backward);
        for (int i = 0; i < extra.Length; i++)
        {
            graph.Gradients[i] = graph.Gradients[i] is Tensor gradient && extra[i] is Tensor more ? gradient.Add(more) : graph.Gradients[i] ?? extra[i];
        }

        return CheckGradients(work);
    }

    /// <summary>What a term that depends on the gradients adds to the update, in the order of <see cref="Parameters"/>.</summary>
    private Tensor?[] Regularize(Work work, TaskGradients gradients)
    {
        double[] slope = new double[_tasks.Count * _tasks.Count];
        _regularizer!.Regularize(EvidenceOf(work, work.Outcome.Gramian), slope);
        return GradientTerm.RunBack(gradients, slope, _parameters.All);
    }

    private void Combine(Work work, TaskGradients gradients, Tensor?[][] atRepresentation)
    {
        double[] weights = work.Outcome.Weights;
        if (_options.GradientScope == GradientScope.SharedParameters)
        {
            gradients.Combine(weights, work.Graph.Gradients.AsSpan(0, _parameters.Shared.Length));
        }
        else
        {
            work.Graph.RunTrunkBackOnce(_options.GradientScope == GradientScope.Representation ? gradients : new TaskGradients(atRepresentation), weights);
        }

        if (_options.HeadGradient == HeadGradient.Weighted)
        {
            work.Graph.ScaleHeads(weights);
        }
    }

    /// <summary>The Gramian of gradients. Returns what is not finite, null when all is well.</summary>
    private string? Measure(Work work, TaskGradients gradients, out Gramian? gramian)
    {
        double[] products = gradients.InnerProducts();
        for (int task = 0; task < _tasks.Count; task++)
        {
            double squaredNorm = products[(task * _tasks.Count) + task];
            if (!double.IsFinite(squaredNorm))
            {
                gramian = null;
                return FormattableString.Invariant($"The squared gradient norm of task '{_tasks[task].Name}' became {squaredNorm} at iteration {work.Iteration}.");
            }
        }

        gramian = new Gramian(products);
        return null;
    }

    // A finite loss can have a gradient that is not: the root of zero, an overflow on the way back.
    private static string? CheckGradients(Work work) => GradientMatrix.AreFinite(work.Graph.Gradients)
        ? null
        : FormattableString.Invariant($"A gradient stopped being finite at iteration {work.Iteration}, though the losses are finite.");

    private static StepEvidence EvidenceOf(Work work, Gramian? gramian) => new()
    {
        Iteration = work.Iteration,
        Losses = work.Outcome.Losses,
        GradientNorms = gramian?.Norms(),
        Gramian = gramian,
    };

    private void Weigh(Work work, Gramian? gramian)
    {
        (int iteration, StepOutcome outcome) = (work.Iteration, work.Outcome);
        outcome.GradientNorms = outcome.Gramian?.Norms();
        try
        {
            outcome.Certificate = _weighting.Weigh(EvidenceOf(work, gramian), outcome.Weights);
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
    private sealed record Work(int Iteration, StepGraph Graph, StepOutcome Outcome);
}
