using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.Weighting.Decorators;

/// <summary>A weighting around another one: it decides on which steps the other is asked, and what becomes of its weights.</summary>
/// <remarks>
/// Whatever else the inner weighting does reaches the engine through every layer: its state is nested in the decorator's under "inner", it gets its looks after the
/// updates that it weighed and every validation, and its phases and warnings are passed on. On steps on which it is not asked, nothing but losses is needed.
/// </remarks>
public abstract class Decorator : IWeighting, IStateful, IObservesUpdate, IObservesValidation, IPhased, IWarns
{
    private bool _hasAsked;

    private protected Decorator(IWeighting inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>The weighting that is decorated; it may be a decorator itself.</summary>
    public IWeighting Inner { get; }

    /// <inheritdoc/>
    public virtual Evidence Needs => Asks ? Inner.Needs : Evidence.Losses;

    /// <inheritdoc/>
    public bool WantsLossesAfterUpdate => _hasAsked && Inner is IObservesUpdate { WantsLossesAfterUpdate: true };

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => Inner is IWarns spoken ? spoken.Warnings : [];

    /// <summary>Whether the next step asks the inner weighting. Depends on the steps weighed so far, so that it agrees with <see cref="Needs"/>.</summary>
    private protected virtual bool Asks => true;

    /// <summary>The iteration of the last step weighed; 0 before the first.</summary>
    private protected int Done { get; private set; }

    /// <summary>K numbers that the decorator remembers; empty before it has any.</summary>
    private protected double[] Kept { get; set; } = [];

    /// <summary>Looks for a weighting of a kind, from the outside in.</summary>
    /// <typeparam name="T">A weighting's class, or an interface that some weightings have.</typeparam>
    /// <param name="weighting">The outermost weighting.</param>
    /// <returns>The weighting itself, or the first one inside it, that is a <typeparamref name="T"/>; null when none is.</returns>
    public static T? Find<T>(IWeighting weighting)
        where T : class
        => weighting as T ?? (weighting is Decorator decorator ? Find<T>(decorator.Inner) : null);

    /// <summary>Whether the next step reaches the innermost weighting.</summary>
    /// <param name="weighting">The outermost weighting.</param>
    /// <returns>True unless a decorator rests.</returns>
    public static bool Reaches(IWeighting weighting) => weighting is not Decorator decorator || (decorator.Asks && Reaches(decorator.Inner));

    /// <inheritdoc/>
    public virtual string PhaseAt(int iteration) => (Inner as IPhased)?.PhaseAt(iteration) ?? TracePhase.Training;

    /// <inheritdoc/>
    /// <remarks>The certificate is the inner weighting's, with the decorator's guards; it is exact on steps on which the inner one is not asked.</remarks>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        if (Kept.Length > 0)
        {
            evidence.RequireOnePerTask(Kept, "The decorator's state");
        }

        bool asks = Asks;
        Certificate certificate = Certificate.Exact;
        if (asks)
        {
            certificate = Inner.Weigh(Shown(evidence), weights);
            certificate = certificate with { Guards = certificate.Guards | Change(evidence.Iteration, weights) };
        }
        else
        {
            Rest(weights);
        }

        (Done, _hasAsked) = (evidence.Iteration, asks);
        return certificate;
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> lossesAfterUpdate)
    {
        if (WantsLossesAfterUpdate)
        {
            ((IObservesUpdate)Inner).Observe(lossesAfterUpdate);
        }
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<TaskScore> scores) => (Inner as IObservesValidation)?.Observe(scores);

    /// <inheritdoc/>
    public WeightingState Capture()
    {
        WeightingState state = new WeightingState().With("step", [Done, _hasAsked ? 1 : 0]).With("kept", Kept);
        Save(state);
        return Inner is IStateful stateful ? state.With("inner", stateful.Capture()) : state;
    }

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] step = state.Read("step", 2);
        double[] kept = state.Read("kept");
        Load(state);
        (Inner as IStateful)?.Restore(state.Nested("inner"));
        (Done, _hasAsked, Kept) = ((int)step[0], step[1] != 0, [.. kept]);
    }

    /// <summary>What the inner weighting sees of a step on which it is asked.</summary>
    private protected virtual StepEvidence Shown(in StepEvidence evidence) => evidence;

    /// <summary>Turns the inner weighting's weights into the decorator's.</summary>
    /// <param name="iteration">The step's.</param>
    /// <param name="weights">The inner weights; changed in place.</param>
    /// <returns>The guards that acted.</returns>
    private protected virtual Guards Change(int iteration, Span<double> weights) => Guards.None;

    /// <summary>Writes the weights of a step on which the inner weighting is not asked.</summary>
    private protected virtual void Rest(Span<double> weights) => Kept.CopyTo(weights);

    /// <summary>Adds what the decorator remembers besides <see cref="Kept"/> to a state.</summary>
    private protected virtual void Save(WeightingState state)
    {
    }

    /// <summary>Goes back to what <see cref="Save"/> added.</summary>
    private protected virtual void Load(WeightingState state)
    {
    }
}
