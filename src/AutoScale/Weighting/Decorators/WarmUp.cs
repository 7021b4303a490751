using AutoScale.Runs;

namespace AutoScale.Weighting.Decorators;

/// <summary>Unitary scalarization for the first iterations, the inner weighting from then on.</summary>
/// <remarks>
/// <para>wᵢ = 1 up to iteration n. The inner weighting is not asked before n + 1: it sees no losses, no gradients and no look after an update of the warm-up, so those steps
/// cost one backward pass; validations it does see. Its first step has the iteration n + 1. A warm-up of at least the length of the run is unitary scalarization.</para>
/// <para>Source: ours; losses and gradients of the first steps say more of the initialisation than of the tasks. Not thread-safe.</para>
/// </remarks>
public sealed class WarmUp : Decorator
{
    private readonly int _iterations;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting to begin later.</param>
    /// <param name="iterations">n, the iterations with equal weights. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is below 0.</exception>
    public WarmUp(IWeighting inner, int iterations)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 0);
        _iterations = iterations;
    }

    private protected override bool Asks => Done >= _iterations;

    /// <inheritdoc/>
    public override string PhaseAt(int iteration) => iteration <= _iterations ? TracePhase.WarmUp : base.PhaseAt(iteration);

    private protected override void Rest(Span<double> weights) => weights.Fill(1);
}
