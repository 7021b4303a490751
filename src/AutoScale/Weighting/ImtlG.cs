using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>IMTL-G: the combined gradient has the same projection on every task gradient.</summary>
/// <remarks>
/// <para>The weights α are the solution of (Σ αᵢ·gᵢ)·uₜ = μ for every t and Σ αᵢ = 1, with uₜ = gₜ/‖gₜ‖. With the cosines C = D⁻¹MD⁻¹, M the Gramian and
/// D = diag ‖gᵢ‖, that is αᵢ ∝ βᵢ/‖gᵢ‖ with Cβ = μ·1. C has no scale, so gradients whose norms differ by 1e12 are as good as equal ones.
/// Two tasks have the closed form αᵢ ∝ 1/‖gᵢ‖, whatever their angle.</para>
/// <para>The certificate's residual is the largest difference between two projections, as a fraction of Σ |αᵢ|·‖gᵢ‖: rounding for the exact weights, how
/// far from impartial they are after a guard.</para>
/// <para>Guards. A zero gradient is left out by default and gets weight 0. A singular C (dependent gradients) gets the shortest β of all
/// solutions. The exact weights can be negative, and where Σ βᵢ/‖gᵢ‖ &lt; 0, dividing by that sum turns the combined gradient round, uphill for every
/// task: by default negative β are set to 0 after orienting β downhill; <see cref="NegativeWeightPolicy.Keep"/> gives the exact weights.</para>
/// <para>The weights of a step depend on that step alone, unless a policy is LastGood. Not thread-safe under LastGood.</para>
/// <para>Source: Liu et al., "Towards Impartial Multi-task Learning", ICLR 2021, its gradient balance. Deviations: the guards.</para>
/// </remarks>
public sealed class ImtlG : IWeighting, IStateful
{
    private const int MostTasksOnStack = 40;
    private static readonly ImtlGOptions _defaults = new();
    private readonly ImtlGOptions _options;
    private double[] _lastGood = [];

    /// <summary>Creates the weighting.</summary>
    /// <param name="options">The guards; null for the defaults.</param>
    /// <exception cref="ArgumentException">A policy or the tolerance is outside its range.</exception>
    public ImtlG(ImtlGOptions? options = null)
    {
        _options = options ?? _defaults;
        if (_options.ZeroGradient is not (DegeneratePolicy.SkipTask or DegeneratePolicy.LastGood or DegeneratePolicy.Throw))
        {
            throw new ArgumentException($"ZeroGradient is {_options.ZeroGradient}: expected SkipTask, LastGood or Throw.", nameof(options));
        }

        if (!Enum.IsDefined(_options.NegativeWeights))
        {
            throw new ArgumentException($"NegativeWeights is {_options.NegativeWeights}: expected Clamp, Keep, LastGood or Throw.", nameof(options));
        }

        if (!(_options.SingularTolerance >= 0 && _options.SingularTolerance < 1))
        {
            throw new ArgumentException($"SingularTolerance is {_options.SingularTolerance}: expected at least 0 and below 1.", nameof(options));
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "imtl-g",
        Title = "IMTL-G",
        Summary = "The combined gradient has equal projections on all task gradients.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Liu et al., Towards Impartial Multi-task Learning, ICLR 2021, its gradient balance",
        HeadGradientNote = "The paper weighs the shared parameters only: LibMTL leaves head gradients unweighted, nash-mtl weighs them too.",
        Options =
        [
            new("zero-gradient", MethodOptions.Format(_defaults.ZeroGradient), "What to do when a task's gradient is zero.", "skip-task, last-good or throw"),
            new("negative-weights", MethodOptions.Format(_defaults.NegativeWeights), "What to do with negative weights.", "clamp, keep, last-good or throw"),
            new("singular-tolerance", MethodOptions.Format(_defaults.SingularTolerance), "Relative eigenvalue that counts as 0.", "a number of at least 0 and below 1"),
        ],
        Factory = context => new ImtlG(ImtlGOptions.Read(context.Options)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    private bool Remembers => _options.ZeroGradient == DegeneratePolicy.LastGood || _options.NegativeWeights == NegativeWeightPolicy.LastGood;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("IMTL-G");
        gramian.RequireOnePerTask(weights);
        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        usable = Cosines.TasksWithDirection(gramian, usable);
        weights.Clear();
        if (usable.Length < weights.Length)
        {
            if (_options.ZeroGradient == DegeneratePolicy.Throw)
            {
                throw new DegenerateGradientException(ZeroGradientMessage(gramian, evidence.Iteration));
            }

            if (_options.ZeroGradient == DegeneratePolicy.LastGood)
            {
                return RepeatLastGood(Guards.None, weights);
            }
        }

        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / weights.Length);
            return Certificate.Guarded(Guards.AllZero);
        }

        Guards skipped = usable.Length < weights.Length ? Guards.SkippedTask : Guards.None;
        Guards guards = skipped | Solve(gramian, usable, evidence.Iteration, weights);
        if ((guards & Guards.LastGood) != 0)
        {
            return RepeatLastGood(guards, weights);
        }

        Remember(guards, weights);
        return new Certificate(Spread(gramian, usable, weights), 0, guards);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("lastGood", _lastGood);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _lastGood = [.. state.Read("lastGood")];
    }

    private Guards Solve(Gramian gramian, ReadOnlySpan<int> usable, int iteration, Span<double> weights)
    {
        Span<double> shares = usable.Length <= MostTasksOnStack ? stackalloc double[usable.Length] : new double[usable.Length];
        bool isRegular = true;
        if (usable.Length <= 2)
        {
            shares.Fill(1);
        }
        else
        {
            int entries = usable.Length * usable.Length;
            Span<double> cosines = usable.Length <= MostTasksOnStack ? stackalloc double[entries] : new double[entries];
            Cosines.Write(gramian, usable, cosines);
            isRegular = AffineMinimumNorm.Solve(cosines, _options.SingularTolerance, shares);
        }

        DivideByNorms(gramian, usable, shares);
        Guards guards = isRegular ? Guards.None : Guards.Singular;
        guards |= Normalise(shares, iteration);
        for (int k = 0; k < usable.Length; k++)
        {
            weights[usable[k]] = shares[k];
        }

        return guards;
    }

    /// <summary>Brings the weights, which point downhill, to the sum 1 under the policy for negative ones.</summary>
    private Guards Normalise(Span<double> weights, int iteration)
    {
        double sum = 0;
        double magnitude = 0;
        double positive = 0;
        foreach (double weight in weights)
        {
            sum += weight;
            magnitude += Math.Abs(weight);
            positive += Math.Max(weight, 0);
        }

        if (positive == magnitude)
        {
            Divide(weights, sum);
            return Guards.None;
        }

        // Where the exact sum vanishes no weights of sum 1 exist, so none can be kept.
        bool hasExact = Math.Abs(sum) > _options.SingularTolerance * magnitude;
        switch (_options.NegativeWeights)
        {
            case NegativeWeightPolicy.Keep when hasExact:
                Divide(weights, sum);
                return Guards.None;
            case NegativeWeightPolicy.LastGood:
                return Guards.LastGood;
            case NegativeWeightPolicy.Throw:
                throw new DegenerateGradientException(
                    $"An exact IMTL-G weight is negative at iteration {iteration}. Use another policy for negative weights, or another method.");
            default:
                foreach (ref double weight in weights)
                {
                    weight = Math.Max(weight, 0);
                }

                Divide(weights, positive);
                return hasExact ? Guards.Clamped : Guards.Clamped | Guards.Singular;
        }
    }

    private Certificate RepeatLastGood(Guards guards, Span<double> weights)
    {
        if (_lastGood.Length == weights.Length)
        {
            _lastGood.CopyTo(weights);
        }
        else
        {
            weights.Fill(1.0 / weights.Length);
        }

        return Certificate.Guarded(guards | Guards.LastGood);
    }

    private void Remember(Guards guards, ReadOnlySpan<double> weights)
    {
        if (!Remembers || (guards & (Guards.Clamped | Guards.SkippedTask)) != 0)
        {
            return;
        }

        if (_lastGood.Length != weights.Length)
        {
            _lastGood = new double[weights.Length];
        }

        weights.CopyTo(_lastGood);
    }

    private static string ZeroGradientMessage(Gramian gramian, int iteration)
    {
        int task = 0;
        while (Cosines.HasDirection(gramian, task))
        {
            task++;
        }

        return $"The gradient of task {task + 1} of {gramian.TaskCount} is zero at iteration {iteration}: IMTL-G cannot project on it. "
            + "Check that the task's loss depends on the shared parameters, or let zero gradients be skipped.";
    }

    private static void DivideByNorms(Gramian gramian, ReadOnlySpan<int> tasks, Span<double> shares)
    {
        double smallest = double.PositiveInfinity;
        foreach (int task in tasks)
        {
            smallest = Math.Min(smallest, gramian.Norm(task));
        }

        for (int k = 0; k < tasks.Length; k++)
        {
            shares[k] *= smallest / gramian.Norm(tasks[k]);
        }
    }

    private static void Divide(Span<double> weights, double sum)
    {
        foreach (ref double weight in weights)
        {
            weight /= sum;
        }
    }

    /// <summary>The largest difference between two projections uₜ·Σ αᵢgᵢ, as a fraction of Σ |αᵢ|·‖gᵢ‖, the largest they could be.</summary>
    private static double Spread(Gramian gramian, ReadOnlySpan<int> tasks, ReadOnlySpan<double> weights)
    {
        double possible = 0;
        foreach (int task in tasks)
        {
            possible += Math.Abs(weights[task]) * gramian.Norm(task);
        }

        double smallest = double.PositiveInfinity;
        double largest = double.NegativeInfinity;
        foreach (int task in tasks)
        {
            // Norms are divided out one by one, so that a Gramian near the largest double cannot overflow.
            double projection = 0;
            foreach (int other in tasks)
            {
                projection += gramian[task, other] / gramian.Norm(task) * (weights[other] / possible);
            }

            smallest = Math.Min(smallest, projection);
            largest = Math.Max(largest, projection);
        }

        return largest - smallest;
    }
}
