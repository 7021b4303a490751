using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>AutoScale: explore with another weighting, find the fixed weights with the best geometry, and finish with plain linear scalarization.</summary>
/// <remarks>
/// <para>Iterations 1 to ⌊α·T⌋: the explorer weighs each step, and what the cost needs is recorded; each window is solved as it ends.
/// From then on the predicted weights, and nothing but losses is needed. The explorer's weights are passed on in the explorer's own
/// scale; the predicted ones sum to K. Where the explorer's have no positive sum, equal weights take their place (<see cref="Guards.Stationary"/>).</para>
/// <para>The certificate of a step carries the guards of the explorer, of a window that ends with the step, and on the steps at which the
/// predicted weights are new, those of the prediction; <see cref="Warnings"/> puts them into words.</para>
/// <para>Iterations must increase; some may be left out, as a trainer does that skips a step with a loss that is not finite.</para>
/// <para>Source: AutoScale, Algorithm 1.</para>
/// </remarks>
public sealed class AutoScaleWeighting : IWeighting, IStateful, IObservesUpdate, IPhased, IWarns
{
    private readonly IWeighting _explorer;
    private readonly Exploration _exploration;
    private Prediction? _prediction;
    private int _done;
    private int _lastProbe;

    /// <summary>Creates the weighting.</summary>
    /// <param name="explorer">Weighs the steps of the exploration phase; IMTL-G in the paper.</param>
    /// <param name="options">K, T and every choice of AutoScale.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it, its value and the range.</exception>
    public AutoScaleWeighting(IWeighting explorer, AutoScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(explorer);
        ArgumentNullException.ThrowIfNull(options);
        _explorer = explorer;
        Options = options;
        Plan = new WindowPlan(options);
        _exploration = new Exploration(options, Plan);
    }

    /// <summary>The options.</summary>
    public AutoScaleOptions Options { get; }

    /// <summary>The exploration phase and its windows.</summary>
    public WindowPlan Plan { get; }

    /// <summary>The windows solved so far, in order.</summary>
    public IReadOnlyList<WindowSolution> Windows => _exploration.Windows;

    /// <summary>Windows, weights and warnings; null until exploration has ended.</summary>
    public AutoScaleSolution? Solution => _exploration.Solution;

    /// <inheritdoc/>
    /// <remarks>Empty until exploration has ended.</remarks>
    public IReadOnlyList<string> Warnings => Solution?.Warnings ?? [];

    /// <inheritdoc/>
    public Evidence Needs
    {
        get
        {
            if (_done >= Plan.ExplorationIterations)
            {
                return Evidence.Losses;
            }

            Evidence own = OwnNeeds;
            return own > _explorer.Needs ? own : _explorer.Needs;
        }
    }

    /// <inheritdoc/>
    public bool WantsLossesAfterUpdate => _done <= Plan.ExplorationIterations && _explorer is IObservesUpdate { WantsLossesAfterUpdate: true };

    /// <inheritdoc/>
    public string PhaseAt(int iteration) => iteration <= Plan.ExplorationIterations ? TracePhase.Exploration : TracePhase.LinearScalarization;

    private Evidence OwnNeeds => _lastProbe == 0 || _done + 1 - _lastProbe >= Options.ProbeEvery ? Options.Cost.Needs : Evidence.Losses;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The losses are not K, or the iteration does not come after the one before.</exception>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        RequireNext(evidence, weights);
        Guards guards = _exploration.CloseUpTo(evidence.Iteration - 1);
        Certificate certificate;
        if (evidence.Iteration <= Plan.ExplorationIterations)
        {
            IterationEvidence recorded = Check(evidence);
            certificate = _explorer.Weigh(evidence, weights);
            guards |= EqualWithoutASum(weights);
            _lastProbe = _exploration.Record(recorded) ? recorded.Iteration : _lastProbe;
        }
        else
        {
            certificate = Scalarize(evidence.Iteration, weights);
        }

        _done = evidence.Iteration;
        guards |= _exploration.CloseUpTo(_done);
        return certificate with { Guards = certificate.Guards | guards };
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> lossesAfterUpdate)
    {
        if (WantsLossesAfterUpdate)
        {
            ((IObservesUpdate)_explorer).Observe(lossesAfterUpdate);
        }
    }

    /// <inheritdoc/>
    public WeightingState Capture()
    {
        WeightingState state = AutoScaleState.Capture(_done, _lastProbe, _exploration.Windows, _exploration.Open);
        return _explorer is IStateful stateful && _done < Plan.ExplorationIterations ? state.With("explorer", stateful.Capture()) : state;
    }

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (int done, int lastProbe) = AutoScaleState.ReadProgress(state);
        List<WindowSolution> windows = AutoScaleState.ReadWindows(state, Options.TaskCount);
        List<IterationEvidence> recorded = AutoScaleState.ReadEvidence(state, Options.TaskCount);
        if (_explorer is IStateful stateful && done < Plan.ExplorationIterations)
        {
            stateful.Restore(state.Nested("explorer"));
        }

        (_done, _lastProbe, _prediction) = (done, lastProbe, null);
        _exploration.Restore(done, windows, recorded);
    }

    private void RequireNext(in StepEvidence evidence, ReadOnlySpan<double> weights)
    {
        if (evidence.TaskCount != Options.TaskCount || weights.Length != Options.TaskCount)
        {
            throw new ArgumentException(
                $"AutoScale was set up for {Options.TaskCount} tasks: got {evidence.TaskCount} losses and room for {weights.Length} weights.", nameof(weights));
        }

        if (evidence.Iteration <= _done)
        {
            throw new ArgumentException($"AutoScale has weighed iteration {_done}: expected a later one, got {evidence.Iteration}.", nameof(evidence));
        }
    }

    private IterationEvidence Check(in StepEvidence evidence)
    {
        IterationEvidence recorded = IterationEvidence.Of(evidence);
        return recorded.Level >= OwnNeeds ? recorded : throw new InvalidOperationException(
            $"AutoScale's cost '{Options.Cost.Name}' needs {Options.Cost.Needs} at iteration {evidence.Iteration}, but the evidence holds {recorded.Level}: pass what Needs asks for.");
    }

    /// <summary>Weights whose sum is not positive, as where all gradients cancel, cannot be brought to the sum of the second phase: equal ones take their place.</summary>
    private static Guards EqualWithoutASum(Span<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        if (sum > 0)
        {
            return Guards.None;
        }

        weights.Fill(1);
        return Guards.Stationary;
    }

    private Certificate Scalarize(int iteration, Span<double> weights)
    {
        AutoScaleSolution solution = Solution!;
        bool wasSettled = _done > Plan.ExplorationIterations && solution.IsSettled(_done);
        if (_prediction is null || !wasSettled)
        {
            _prediction = solution.PredictAt(iteration);
        }

        _prediction.Weights.CopyTo(weights);
        return wasSettled ? Certificate.Exact : Certificate.Guarded(_prediction.Guards);
    }
}
