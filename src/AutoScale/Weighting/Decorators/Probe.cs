using AutoScale.Gradients;

namespace AutoScale.Weighting.Decorators;

/// <summary>Asks for the Gramian on iterations 1, 1 + p, 1 + 2p, ... so that the trace holds it there, whatever the inner weighting needs.</summary>
/// <remarks>
/// <para>Changes no weight: the inner weighting is asked on every step and sees no more than it needs. A probed step costs K backward passes where the inner weighting needs less;
/// its update is combined from K gradients instead of run back from the weighted sum, so it is the same up to rounding, not bit for bit. A step that is left out moves the next probe by a step, or
/// loses one. Keeps nothing but the last iteration. Thread-safe if the inner weighting is.</para>
/// <para>Source: ours; the metrics of "AutoScale", Appendix C, are measured with it in runs whose weights need only losses.</para>
/// </remarks>
public sealed class Probe : Decorator
{
    private readonly int _interval;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting to probe.</param>
    /// <param name="interval">p, iterations from one probe to the next. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is below 1.</exception>
    public Probe(IWeighting inner, int interval)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        _interval = interval;
    }

    /// <inheritdoc/>
    public override Evidence Needs => Done % _interval == 0 ? Evidence.Gramian : Inner.Needs;

    private protected override StepEvidence Shown(in StepEvidence evidence) => new()
    {
        Iteration = evidence.Iteration,
        Losses = evidence.Losses,
        GradientNorms = Inner.Needs >= Evidence.GradientNorms ? evidence.GradientNorms : default,
        Gramian = Inner.Needs == Evidence.Gramian ? evidence.Gramian : null,
    };
}
