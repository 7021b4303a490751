using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>ConFIG: the direction whose cosines with the task gradients have given ratios, as long as the gradients' projections on it together.</summary>
/// <remarks>
/// <para>With U the unit gradients as rows and u the preferences, 1 each by default, the direction is d = U⁺u/‖U⁺u‖ and the update (Σ gᵢ·d)·d. In the row space U⁺u = Uᵀx with
/// x = C⁺u, C = UUᵀ the cosines, so the weights are wᵢ = (Σ gⱼ·d)·xᵢ/(‖U⁺u‖·‖gᵢ‖). They can be negative. The update is linear in a factor on each gradient.</para>
/// <para>Independent gradients have positive cosines with d, all equal by default. Dependent ones may leave no such direction: then d is the nearest in the least squares sense (guard Singular),
/// which can conflict, and where that is zero, as for two opposite gradients, so are the weights.</para>
/// <para>The residual is the largest entry of C(Cx − u), relative to its parts. A zero gradient has no direction and is left out with weight 0. Not thread-safe.</para>
/// <para>Source: Liu, Chu and Thuerey, "ConFIG: Towards Conflict-free Training of Physics Informed Neural Networks", ICLR 2025, arXiv:2408.11104, Equation 2.</para>
/// </remarks>
public sealed class ConFig : IWeighting
{
    private const int MostTasksOnStack = 40;

    /// <summary>A direction this short beside what is wanted, squared, is rounding.</summary>
    private const double NoDirection = 1e-24;
    private readonly double[] _preference;
    private readonly double _singularTolerance;
    private GramianEigen? _eigen;

    /// <summary>Creates the weighting.</summary>
    /// <param name="preference">u, the wanted ratios of the cosines, one number above 0 for each task; null for 1 each.</param>
    /// <param name="singularTolerance">Eigenvalue of C, relative to the largest, that counts as 0. At least 0, below 1.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public ConFig(IReadOnlyList<double>? preference = null, double singularTolerance = 1e-12)
    {
        _preference = [.. preference ?? []];
        _singularTolerance = singularTolerance;
        if (Array.Exists(_preference, value => !(value > 0 && double.IsFinite(value))))
        {
            throw new ArgumentException($"preference is [{string.Join(", ", _preference)}]: expected finite numbers above 0.", nameof(preference));
        }

        if (!(singularTolerance >= 0 && singularTolerance < 1))
        {
            throw new ArgumentException($"singularTolerance is {singularTolerance}: expected at least 0 and below 1.", nameof(singularTolerance));
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "config",
        Title = "ConFIG",
        Summary = "The direction at equal angles to the gradients, as long as their projections on it.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes and O(K²·d); then an eigendecomposition, O(K³)",
        Source = "Liu, Chu and Thuerey, ConFIG, ICLR 2025, arXiv:2408.11104, Equation 2",
        HeadGradientNote = "The authors' multi-task code trains each head on its own loss alone, unweighted.",
        Options =
        [
            new("preference", "1", "Wanted ratios of the cosines, one for each task, or one for all.", "numbers above 0"),
            new("singular-tolerance", MethodOptions.Format(1e-12), "Relative eigenvalue that counts as 0.", "a number of at least 0 and below 1"),
        ],
        Factory = context => new ConFig(
            context.Options.Numbers("preference", context.TaskCount, values => Array.TrueForAll(values, value => value > 0)),
            context.Options.Number("singular-tolerance", value => value is >= 0 and < 1)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("ConFIG");
        gramian.RequireOnePerTask(weights);
        if (_preference.Length > 0)
        {
            gramian.RequireOnePerTask(_preference, "preference");
        }

        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        usable = Cosines.TasksWithDirection(gramian, usable);
        weights.Clear();
        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / weights.Length);
            return Certificate.Guarded(Guards.AllZero);
        }

        int count = usable.Length;
        Span<double> cosines = count <= MostTasksOnStack ? stackalloc double[count * count] : new double[count * count];
        Span<double> wanted = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Cosines.Write(gramian, usable, cosines);
        for (int k = 0; k < count; k++)
        {
            wanted[k] = _preference.Length == 0 ? 1 : _preference[usable[k]];
        }

        Guards guards = PseudoInverse(cosines, wanted, shares) ? Guards.None : Guards.Singular;
        double residual = Project(cosines, wanted, shares);
        Stretch(gramian, usable, shares, wanted, weights);
        return new Certificate(residual, 0, count < weights.Length ? guards | Guards.SkippedTask : guards);
    }

    /// <summary>Writes x = C⁺u. False when C is singular.</summary>
    private bool PseudoInverse(ReadOnlySpan<double> cosines, ReadOnlySpan<double> wanted, Span<double> shares)
    {
        if (_eigen?.Size != shares.Length)
        {
            _eigen = new GramianEigen(shares.Length);
        }

        _eigen.Decompose(cosines);
        double cut = _singularTolerance * _eigen.Values[0];
        SpectralPower.Multiply(_eigen, -1, cut, wanted, shares);
        return _eigen.Values[^1] > cut;
    }

    /// <summary>Replaces u by Cx, the projections of Uᵀx on the unit gradients. Gives what is left of C(Cx − u) = 0.</summary>
    private static double Project(ReadOnlySpan<double> cosines, Span<double> wanted, ReadOnlySpan<double> shares)
    {
        int count = shares.Length;
        Span<double> misfits = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        double parts = 0;
        double unmet = 0;
        double reached = 0;
        for (int i = 0; i < count; i++)
        {
            double projection = 0;
            double size = wanted[i];
            for (int j = 0; j < count; j++)
            {
                projection += cosines[(i * count) + j] * shares[j];
                size += Math.Abs(cosines[(i * count) + j] * shares[j]);
            }

            misfits[i] = projection - wanted[i];
            unmet += wanted[i] * wanted[i];
            reached += projection * projection;
            parts = Math.Max(parts, size);
            wanted[i] = projection;
        }

        if (reached <= NoDirection * unmet)
        {
            wanted.Clear();
        }

        double worst = 0;
        for (int i = 0; i < count; i++)
        {
            double left = 0;
            for (int j = 0; j < count; j++)
            {
                left += cosines[(i * count) + j] * misfits[j];
            }

            worst = Math.Max(worst, Math.Abs(left));
        }

        return worst / parts;
    }

    /// <summary>Writes wᵢ = (Σ ‖gⱼ‖·yⱼ)·xᵢ/(x·y)/‖gᵢ‖ with the projections y; zeros when there is no direction.</summary>
    private static void Stretch(Gramian gramian, ReadOnlySpan<int> tasks, ReadOnlySpan<double> shares, ReadOnlySpan<double> projections, Span<double> weights)
    {
        double squaredLength = 0;
        double together = 0;
        for (int k = 0; k < tasks.Length; k++)
        {
            squaredLength += shares[k] * projections[k];
            together += gramian.Norm(tasks[k]) * projections[k];
        }

        for (int k = 0; k < tasks.Length && squaredLength > 0; k++)
        {
            weights[tasks[k]] = shares[k] * (together / squaredLength / gramian.Norm(tasks[k]));
        }
    }
}
