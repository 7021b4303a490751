using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Nash-MTL: the tasks bargain for the update, and the product of what they gain is the largest possible.</summary>
/// <remarks>
/// <para>The weights solve aᵢ·gᵢ·(Σ aⱼ·gⱼ) = 1 for every task, Ma = 1/a with the Gramian M: the maximum of Σ log(gᵢ·d) over all d of one length. The scale of a task's loss has no
/// influence at all: a task's gradient c times as long gets 1/c of the weight. The update is √K long before clipping, whatever the gradients, and max-norm after.</para>
/// <para>With update-every n the weights of a solved step serve for the n − 1 steps after it, which need the losses alone; their certificate is empty.</para>
/// <para>Solved as <see cref="FairGrad"/> with α = 1; residual and guards are the same: a zero gradient is left out, and where the gradients can cancel the weights are the
/// cancelling ones, with <see cref="Guards.Stationary"/>. Not thread-safe.</para>
/// <para>Source: Navon et al., "Multi-Task Learning as a Bargaining Game", ICML 2022, arXiv:2202.01017, Equation 2 and Algorithm 1. Deviations: solved exactly, not by 20
/// convex-concave iterations; between solved steps the clipped weights are kept, where the authors' code clips again by that step's gradients.</para>
/// </remarks>
public sealed class NashMtl : IWeighting, IStateful
{
    private const int DefaultUpdateEvery = 1;
    private const double DefaultMaxNorm = 1;
    private readonly int _updateEvery;
    private readonly double _maxNorm;
    private double[] _weights = [];
    private int _stepsToReuse;

    /// <summary>Creates the weighting.</summary>
    /// <param name="updateEvery">From one solved step to the next, in steps. At least 1. Default 1.</param>
    /// <param name="maxNorm">The largest length of the update ‖Σ aᵢ·gᵢ‖; 0 for any. At least 0. Default 1, as in the authors' code, LibMTL and TorchJD.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public NashMtl(int updateEvery = DefaultUpdateEvery, double maxNorm = DefaultMaxNorm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(updateEvery, 1);
        if (!(maxNorm >= 0 && double.IsFinite(maxNorm)))
        {
            throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "Expected a number of at least 0.");
        }

        _updateEvery = updateEvery;
        _maxNorm = maxNorm;
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "nash-mtl",
        Title = "Nash-MTL",
        Summary = "The update on which the tasks would agree as bargainers.",
        Needs = Evidence.Gramian,
        MinimumTaskCount = 2,
        HomogeneityDegree = 0,
        Claims = MethodClaims.NonConflicting | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³) for each of some 5 to 30 Newton steps",
        Source = "Navon et al., ICML 2022, arXiv:2202.01017, Equation 2 and Algorithm 1",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted in the authors' code and in LibMTL.",
        Options =
        [
            new("update-every", MethodOptions.Format(DefaultUpdateEvery), "Solve every so many steps and keep the weights in between.", "a whole number of at least 1"),
            new("max-norm", MethodOptions.Format(DefaultMaxNorm), "The largest length of the update; 0 for any.", "a number of at least 0"),
        ],
        Factory = context => new NashMtl(
            context.Options.WholeNumber("update-every", value => value >= 1),
            context.Options.Number("max-norm", value => value >= 0)),
    };

    /// <inheritdoc/>
    public Evidence Needs => _stepsToReuse > 0 ? Evidence.Losses : Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        if (_stepsToReuse > 0)
        {
            evidence.RequireOnePerTask(_weights, "Nash-MTL's state");
            _stepsToReuse--;
            _weights.CopyTo(weights);
            return Certificate.Exact;
        }

        Gramian gramian = evidence.RequireGramian("Nash-MTL");
        Certificate certificate = AlphaFairness.Solve(gramian, alpha: 1, weights);
        Clip(gramian, weights);
        Keep(weights);
        return certificate;
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("weights", _weights).With("stepsToReuse", [_stepsToReuse]);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] weights = state.Read("weights");
        _stepsToReuse = (int)state.Read("stepsToReuse", 1)[0];
        _weights = [.. weights];
    }

    private void Clip(Gramian gramian, Span<double> weights)
    {
        double norm = Math.Sqrt(gramian.SquaredNorm(weights));
        if (_maxNorm == 0 || norm <= _maxNorm)
        {
            return;
        }

        foreach (ref double weight in weights)
        {
            weight *= _maxNorm / norm;
        }
    }

    private void Keep(ReadOnlySpan<double> weights)
    {
        if (_updateEvery == 1)
        {
            return;
        }

        if (_weights.Length != weights.Length)
        {
            _weights = new double[weights.Length];
        }

        weights.CopyTo(_weights);
        _stepsToReuse = _updateEvery - 1;
    }
}
