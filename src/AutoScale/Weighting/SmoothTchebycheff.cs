using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Smooth Tchebycheff scalarization (STCH): a smooth maximum of the losses relative to a nadir point, so that the worst task leads.</summary>
/// <remarks>
/// <para>Warm-up: the gradient of Σ log lᵢ, wᵢ = 1/lᵢ; the mean losses of its last <c>NadirWindow</c> steps are the nadir n. Then the gradient of
/// K·μ·log Σ exp(log(lᵢ/nᵢ)/μ): wᵢ = K·zᵢ/lᵢ with z = softmax(log(l/n)/μ).</para>
/// <para>Guards. A loss below <c>MinimumLoss</c> is taken for it (<see cref="Guards.LossBelowBound"/>), and a weight above 1e30 lowered to that
/// (<see cref="Guards.WeightCapped"/>). Not thread-safe.</para>
/// <para>Source: Lin et al., "Smooth Tchebycheff Scalarization for Multi-Objective Optimization", ICML 2024, arXiv:2402.19078, its smooth maximum. Deviation: logarithms of
/// losses relative to a nadir point, with a warm-up, as in LibMTL; preferences are equal and the ideal point is 0.</para>
/// </remarks>
public sealed class SmoothTchebycheff : IWeighting, IStateful
{
    private static readonly SmoothTchebycheffOptions _defaults = new();
    private readonly SmoothTchebycheffOptions _options;
    private readonly double[] _nadir;
    private long _steps;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public SmoothTchebycheff(int taskCount, SmoothTchebycheffOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        _options = options ?? _defaults;
        if (!IsSmoothing(_options.Smoothing))
        {
            throw new ArgumentException($"Smoothing is {_options.Smoothing}: expected a number from 1e-6 to 1e6.");
        }

        if (_options.NadirWindow < 1 || _options.WarmUp < _options.NadirWindow)
        {
            throw new ArgumentException(
                $"WarmUp is {_options.WarmUp} and NadirWindow {_options.NadirWindow}: expected a nadir window of at least 1 within the warm-up.");
        }

        PositiveLoss.Checked(_options.MinimumLoss);
        _nadir = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "stch",
        Title = "Smooth Tchebycheff",
        Summary = "A smooth maximum of the losses relative to their size early in the run: the worst task leads.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Lin et al., ICML 2024, arXiv:2402.19078",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options =
        [
            new("smoothing", MethodOptions.Format(_defaults.Smoothing), "Towards 0 only the worst task counts.", "a number from 1e-6 to 1e6"),
            new("warm-up", "", "Steps of Σ log l at the start; none given means a fortieth of the run.", "a whole number of at least 1"),
            new("nadir-window", "", "Last steps of the warm-up averaged into the nadir point; none given means a fifth of it.", "a whole number of at least 1, at most the warm-up"),
            PositiveLoss.Option,
        ],
        Factory = Create,
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_nadir, "The nadir point");
        bool isWarmUp = _steps < _options.WarmUp;
        bool isObserved = isWarmUp && _steps >= _options.WarmUp - _options.NadirWindow;
        _steps++;
        Guards guards = Guards.None;
        for (int task = 0; task < weights.Length; task++)
        {
            double loss = PositiveLoss.AtLeast(_options.MinimumLoss, evidence.Losses[task], ref guards);
            _nadir[task] += isObserved ? loss / _options.NadirWindow : 0;
            weights[task] = isWarmUp ? 0 : (Math.Log(loss) - Math.Log(_nadir[task])) / _options.Smoothing;
        }

        // In the warm-up the logits are 0, which makes every share 1/K and the weights 1/l.
        Softmax.Apply(weights);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] *= weights.Length / Math.Max(evidence.Losses[task], _options.MinimumLoss);
        }

        return Certificate.Guarded(guards | WeightCap.Apply(weights));
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("nadir", _nadir).With("steps", [_steps]);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] nadir = state.Read("nadir", _nadir.Length);
        _steps = (long)state.Read("steps", 1)[0];
        nadir.CopyTo(_nadir, 0);
    }

    private static bool IsSmoothing(double value) => value is >= 1e-6 and <= 1e6;

    private static SmoothTchebycheff Create(MethodContext context)
    {
        MethodOptions options = context.Options;
        int warmUp = options.Text("warm-up").Length > 0
            ? options.WholeNumber("warm-up", value => value >= 1)
            : Math.Max(1, context.TotalIterations / 40);
        return new SmoothTchebycheff(context.TaskCount, new SmoothTchebycheffOptions
        {
            Smoothing = options.Number("smoothing", IsSmoothing),
            WarmUp = warmUp,
            NadirWindow = options.Text("nadir-window").Length > 0
                ? options.WholeNumber("nadir-window", value => value >= 1 && value <= warmUp)
                : Math.Max(1, warmUp / 5),
            MinimumLoss = PositiveLoss.Read(options),
        });
    }
}
