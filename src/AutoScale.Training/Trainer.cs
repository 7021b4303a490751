using AutoScale.Numerics;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training.Checkpoints;
using AutoScale.Training.Methods;
using AutoScale.Training.Steps;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Training;

/// <summary>One multi-task training run: updates, validation, model selection on validation, trace and checkpoints.</summary>
/// <remarks>
/// Everything random follows from the seed and the iteration, so a run resumed from its folder gives bit for bit the parameters of an
/// uninterrupted one on the same machine with the same number of threads. Not thread-safe; runs once.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly IProblem _problem;
    private readonly IWeighting _weighting;
    private readonly TrainingOptions _options;
    private readonly RunFolder? _folder;
    private readonly MultiTaskModel _model;
    private readonly Optimizer _optimizer;
    private readonly TrainingStep _step;
    private readonly DataOrder _order;
    private readonly StepTimings _timings = new();
    private readonly StepClock _clock;
    private readonly LookAhead? _lookAhead;
    private readonly SelectedModel _selected;
    private TrainingState _state;
    private Guards _warned;
    private int _told;

    /// <summary>Builds the network and the optimizer; nothing is written yet.</summary>
    /// <param name="problem">Data, model and tasks.</param>
    /// <param name="weighting">The weighting, fresh; its state is restored on resume.</param>
    /// <param name="options">How to train.</param>
    /// <param name="folder">Where to keep trace, metrics and checkpoints; null keeps nothing.</param>
    /// <param name="time">The clock that timings are read from.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the model's parameters are not each shared or of one task.</exception>
    public Trainer(IProblem problem, IWeighting weighting, TrainingOptions options, RunFolder? folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(weighting);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate(problem.Train.Count);
        (_problem, _weighting, _options, _folder) = (problem, weighting, options, folder);
        Torch.Torch.Seed(new SplitMix(options.Seed, (int)RandomUse.Parameters, 0).NextBits());
        _order = new DataOrder(problem.Train.Count, options.BatchSize, options.Seed);
        _model = CreateModel();
        _selected = new SelectedModel(_model, folder);
        _lookAhead = Decorator.Find<ILooksAhead>(weighting) is ILooksAhead looks ? new LookAhead(looks, problem, _model, options) : null;
        _step = new TrainingStep(_model, problem.Tasks, weighting, options);
        _optimizer = CreateOptimizer();
        _clock = new StepClock(time, _timings);
        _state = new TrainingState { Identity = RunIdentity.Of(problem, weighting, options) };
    }

    /// <summary>The network, with the parameters of the last update done.</summary>
    public MultiTaskModel Model => _model;

    /// <summary>Where the time has gone so far.</summary>
    public StepTimings Timings => _timings;

    /// <summary>Trains to the end, or until told to stop.</summary>
    /// <param name="observer">Watches the run.</param>
    /// <param name="resume">Whether to go on from the folder's last checkpoint; without one the run starts at the beginning.</param>
    /// <param name="stop">Stops after the update in progress, with a checkpoint if there is a folder.</param>
    /// <returns>What the run leaves behind: the model selected on validation, measured on the test split.</returns>
    /// <exception cref="TrainingException">A loss turned NaN under the policy to throw, or the folder cannot be resumed.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; the checkpoint holds everything up to there.</exception>
    public TrainingResult Run(ITrainingObserver observer, bool resume, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (resume && _folder is not null && File.Exists(_folder.LastCheckpoint))
        {
            Resume(_folder);
        }

        _model.Train();
        using RunJournal? journal = _folder is null ? null : new RunJournal(_folder, _state, Header());
        for (int iteration = _state.Iteration + 1; iteration <= _options.Iterations; iteration++)
        {
            Update(iteration, journal, observer);
            bool last = iteration == _options.Iterations;
            if (last || iteration % _options.ValidateEvery == 0)
            {
                Validate(iteration, journal, observer);
            }

            if (last || iteration % _options.CheckpointEvery == 0 || stop.IsCancellationRequested)
            {
                WriteCheckpoint(journal, observer);
            }

            if (!last)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        return Finish(journal, observer);
    }

    /// <summary>Makes the first updates of the run and nothing else: no validation, no test, no file. For a weighting that looks at them.</summary>
    /// <param name="steps">How many updates, 1 to T.</param>
    /// <param name="observer">Watches them.</param>
    /// <param name="stop">Stops after the update in progress.</param>
    /// <exception cref="TrainingException">A loss turned NaN under the policy to throw.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Probe(int steps, ITrainingObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, _options.Iterations);
        _model.Train();
        for (int iteration = 1; iteration <= steps; iteration++)
        {
            Update(iteration, journal: null, observer);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Puts the parameters that validation selected into <see cref="Model"/>, after a run, to look at what it makes of examples.</summary>
    /// <exception cref="TrainingException">The run's folder does not hold them any more.</exception>
    public void LoadSelected() => _selected.Load(_state);

    /// <summary>Frees the network and the optimizer.</summary>
    public void Dispose()
    {
        _selected.Dispose();
        _optimizer.Dispose();
        _model.Dispose();
    }

    private void Update(int iteration, RunJournal? journal, ITrainingObserver observer)
    {
        using TensorScope scope = new();
        _clock.Start();
        Torch.Torch.Seed(new SplitMix(_options.Seed, (int)RandomUse.Step, iteration).NextBits());
        _optimizer.LearningRate = _options.LearningRate * _options.Schedule.FactorAt(iteration - 1, _options.Iterations);
        Batch batch = _problem.Train.Load(_order.At(iteration), _options.Device);
        _clock.Book(StepPart.Data);
        if (Decorator.Reaches(_weighting))
        {
            _lookAhead?.Run(iteration, batch, _optimizer.LearningRate);
        }

        _clock.Book(StepPart.LookAfter);
        StepOutcome outcome = _step.Run(iteration, batch, _optimizer, _clock);
        _timings.Steps++;
        string phase = (_weighting as IPhased)?.PhaseAt(iteration) ?? TracePhase.Training;
        if (outcome.Skipped is string reason)
        {
            _state = _state with { Iteration = iteration, SkippedSteps = _state.SkippedSteps + 1 };
            observer.OnWarning($"{reason} The update was left out.");
        }
        else
        {
            _state = _state with { Iteration = iteration, LastWeights = outcome.Weights };
            journal?.Write(new TraceRecord
            {
                Iteration = iteration,
                Phase = phase,
                Losses = outcome.Losses,
                GradientNorms = outcome.GradientNorms,
                Gramian = outcome.Gramian,
                Weights = outcome.Weights,
                Certificate = outcome.Certificate,
            });
            Warn(iteration, outcome.Certificate.Guards, observer);
            StepReport report = new(iteration, phase, outcome.Losses, outcome.Weights, outcome.Certificate, _optimizer.LearningRate, _timings.Training);
            observer.OnStep(report with { Gramian = outcome.Gramian });
        }

        _clock.End();
    }

    private void Validate(int iteration, RunJournal? journal, ITrainingObserver observer)
    {
        EvaluationReport report = Evaluate(iteration, EvaluationReport.ValidationSplit, _problem.Validation);
        bool isBest = _state.BestIteration == 0 || report.SelectionScore > _state.BestScore;
        if (isBest)
        {
            _state = _state with { BestScore = report.SelectionScore, BestIteration = iteration };
            _selected.Keep(_state);
        }

        journal?.Write(report, isBest);
        observer.OnEvaluation(report);
        (_weighting as IObservesValidation)?.Observe([.. report.Tasks.Select(task => new TaskScore(task.Metrics[0].Value, task.Metrics[0].HigherIsBetter))]);
        _clock.Book(StepPart.Evaluation);
    }

    private EvaluationReport Evaluate(int iteration, string split, IDataSplit data) =>
        new(iteration, split, Evaluator.Evaluate(_model, _problem.Tasks, data, _options.Device));

    private void WriteCheckpoint(RunJournal? journal, ITrainingObserver observer)
    {
        if (_folder is null || journal is null)
        {
            return;
        }

        // The journal reaches the disk first: a checkpoint never vouches for lines that are not there.
        _state = journal.Flush(_state) with { Weighting = (_weighting as IStateful)?.Capture() };
        Checkpoint.Write(_folder.LastCheckpoint, _model, _state, _optimizer, Decorator.Find<IHoldsTensors>(_weighting));
        observer.OnCheckpoint(_state.Iteration);
        _clock.Book(StepPart.Checkpoint);
    }

    private TrainingResult Finish(RunJournal? journal, ITrainingObserver observer)
    {
        using TensorScope scope = new();
        Dictionary<string, Tensor> last = SelectedModel.Copy(_model);
        _selected.Load(_state);
        EvaluationReport validation = Evaluate(_state.BestIteration, EvaluationReport.ValidationSplit, _problem.Validation);
        EvaluationReport test = Evaluate(_state.BestIteration, EvaluationReport.TestSplit, _problem.Test);
        _model.Load(last);
        journal?.Write(test, isBest: true);
        journal?.Flush(_state);
        observer.OnEvaluation(test);
        _clock.Book(StepPart.Evaluation);
        return new TrainingResult(_state.Iteration, _state.BestIteration, validation, test, _state.LastWeights, _state.SkippedSteps, _timings);
    }

    private void Resume(RunFolder folder)
    {
        TrainingState state = Checkpoint.Read(folder.LastCheckpoint, _model, _optimizer, Decorator.Find<IHoldsTensors>(_weighting));
        if (state.Identity != _state.Identity)
        {
            throw new TrainingException($"{folder.Path} holds another run ({RunIdentity.Difference(_state.Identity, state.Identity)}). Resume it with its own settings, or use a new folder.");
        }

        if (_weighting is IStateful stateful)
        {
            stateful.Restore(state.Weighting ?? new WeightingState());
        }

        _state = state;
    }

    private void Warn(int iteration, Guards guards, ITrainingObserver observer)
    {
        if (_weighting is IWarns { Warnings.Count: > 0 } spoken)
        {
            for (; _told < spoken.Warnings.Count; _told++)
            {
                observer.OnWarning(spoken.Warnings[_told]);
            }

            return; // It says more than the names of its guards do.
        }

        Guards news = guards & ~_warned;
        _warned |= guards;
        foreach (Guards guard in Enum.GetValues<Guards>())
        {
            if (guard != Guards.None && news.HasFlag(guard))
            {
                observer.OnWarning($"{Method} at iteration {iteration}: {GuardText.Describe(guard)} Later cases are counted, not repeated.");
            }
        }
    }

    private MultiTaskModel CreateModel()
    {
        MultiTaskModel model = _problem.CreateModel();
        model.To(_options.Device);
        if (Decorator.Find<IAdaptsModel>(_weighting) is not IAdaptsModel adapter)
        {
            return model;
        }

        using TensorScope scope = new();
        return adapter.Adapt(model, _problem.Train.Load(_order.At(1), _options.Device));
    }

    private Optimizer CreateOptimizer() => _options.Optimizer switch
    {
        OptimizerKind.Adam => new Adam(_step.Parameters, _options.LearningRate, weightDecay: _options.WeightDecay),
        OptimizerKind.AdamW => new AdamW(_step.Parameters, _options.LearningRate, weightDecay: _options.WeightDecay),
        _ => new Sgd(_step.Parameters, _options.LearningRate, _options.Momentum, _options.WeightDecay),
    };

    private TraceHeader Header() => new()
    {
        Tasks = [.. _problem.Tasks.Select(task => task.Name)],
        TotalIterations = _options.Iterations,
        Method = Method,
    };

    private string Method => _options.Method ?? _weighting.GetType().Name;
}
