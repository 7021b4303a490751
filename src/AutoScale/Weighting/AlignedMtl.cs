using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Aligned-MTL: the gradients are replaced by the nearest set that is orthogonal and of one length, then added.</summary>
/// <remarks>
/// <para>With M = QΛQᵀ the aligned gradients are combined by B = σ·M^(−1/2), so that BMB = σ²·I: their condition number is 1. The weights are w = B·u, u the preferences, 1
/// each by default; they can be negative. σ² is the smallest eigenvalue, which keeps the step as short as the weakest direction asks for, or the median or the mean.</para>
/// <para>Eigenvalues up to K·tolerance·λ₁ count as 0 and are left out of everything (guard Singular): the aligned gradients then fill the span that is left. A
/// zero gradient is left out and gets weight 0.</para>
/// <para>The residual is the largest entry of (BMB/σ² − P)·u, P the projection on that span, relative to the largest preference. Not thread-safe.</para>
/// <para>Source: Senushkin et al., "Independent Component Alignment for Multi-Task Learning", CVPR 2023, arXiv:2305.19000, Section 5 and Algorithm 1; median and rmse are of
/// its authors' code. Deviations: the preferences are 1, the paper's 1/K each; the tolerance.</para>
/// </remarks>
public sealed class AlignedMtl : IWeighting
{
    private const int MostTasksOnStack = 40;
    private static readonly AlignedMtlOptions _defaults = new();
    private readonly AlignedMtlOptions _options;
    private GramianEigen? _eigen;

    /// <summary>Creates the weighting.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public AlignedMtl(AlignedMtlOptions? options = null)
    {
        _options = options ?? _defaults;
        if (!Enum.IsDefined(_options.Scale))
        {
            throw new ArgumentException($"Scale is {_options.Scale}: expected Min, Median or Rmse.", nameof(options));
        }

        if (_options.Preference.Any(value => !(value > 0 && double.IsFinite(value))))
        {
            throw new ArgumentException($"Preference is [{string.Join(", ", _options.Preference)}]: expected finite numbers above 0.", nameof(options));
        }

        if (!(_options.RankTolerance >= 0 && _options.RankTolerance < 1))
        {
            throw new ArgumentException($"RankTolerance is {_options.RankTolerance}: expected at least 0 and below 1.", nameof(options));
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "aligned-mtl",
        Title = "Aligned-MTL",
        Summary = "The gradients are made orthogonal and equally long, then added.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes and O(K²·d); then an eigendecomposition, O(K³)",
        Source = "Senushkin et al., CVPR 2023, arXiv:2305.19000, Section 5 and Algorithm 1",
        HeadGradientNote = "The authors' code trains each head on its own loss alone, unweighted.",
        Options =
        [
            new("scale", MethodOptions.Format(_defaults.Scale), "To which singular value all are brought.", "min, median or rmse"),
            new("preference", "1", "Preferences, one for each task, or one for all.", "numbers above 0"),
            new("rank-tolerance", MethodOptions.Format(_defaults.RankTolerance), "Eigenvalue that counts as 0, relative to K times the largest.", "a number of at least 0 and below 1"),
        ],
        Factory = context => new AlignedMtl(new AlignedMtlOptions
        {
            Scale = context.Options.Choice<AlignedScale>("scale"),
            Preference = context.Options.Numbers("preference", context.TaskCount, values => Array.TrueForAll(values, value => value > 0)),
            RankTolerance = context.Options.Number("rank-tolerance", value => value is >= 0 and < 1),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("Aligned-MTL");
        gramian.RequireOnePerTask(weights);
        int room = weights.Length;
        if (_options.Preference.Count != 0 && _options.Preference.Count != room)
        {
            throw new ArgumentException($"Preference needs one element per task or none: expected {room} or 0, got {_options.Preference.Count}.", nameof(weights));
        }

        Span<int> usable = room <= MostTasksOnStack ? stackalloc int[room] : new int[room];
        usable = Cosines.TasksWithDirection(gramian, usable);
        weights.Clear();
        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / room);
            return Certificate.Guarded(Guards.AllZero);
        }

        int count = usable.Length;
        Span<double> matrix = count <= MostTasksOnStack ? stackalloc double[count * count] : new double[count * count];
        Span<double> preference = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        double largest = gramian.LargestSquaredNorm;
        for (int i = 0; i < count; i++)
        {
            preference[i] = _options.Preference.Count == 0 ? 1 : _options.Preference[usable[i]];
            for (int j = 0; j < count; j++)
            {
                matrix[(i * count) + j] = gramian[usable[i], usable[j]] / largest;
            }
        }

        Certificate certificate = Align(matrix, preference, shares);
        for (int i = 0; i < count; i++)
        {
            weights[usable[i]] = shares[i];
        }

        return count == room ? certificate : certificate with { Guards = certificate.Guards | Guards.SkippedTask };
    }

    /// <summary>Writes B·u.</summary>
    private Certificate Align(ReadOnlySpan<double> matrix, ReadOnlySpan<double> preference, Span<double> shares)
    {
        int count = preference.Length;
        if (_eigen?.Size != count)
        {
            _eigen = new GramianEigen(count);
        }

        _eigen.Decompose(matrix);
        double cut = Math.Max(count * _options.RankTolerance, double.Epsilon) * _eigen.Values[0];
        int rank = 1;
        while (rank < count && _eigen.Values[rank] > cut)
        {
            rank++;
        }

        double scale = Math.Sqrt(SquaredScale(_eigen.Values[..rank]));
        SpectralPower.Multiply(_eigen, -0.5, cut, preference, shares);
        foreach (ref double share in shares)
        {
            share *= scale;
        }

        double residual = Residual(matrix, preference, shares, (scale, cut));
        return new Certificate(residual, 0, rank < count ? Guards.Singular : Guards.None);
    }

    private double SquaredScale(ReadOnlySpan<double> eigenvalues)
    {
        double sum = 0;
        foreach (double eigenvalue in eigenvalues)
        {
            sum += eigenvalue;
        }

        return _options.Scale switch
        {
            AlignedScale.Min => eigenvalues[^1],
            AlignedScale.Median => eigenvalues[eigenvalues.Length / 2], // They descend, so of two middle ones this is the lower.
            _ => sum / eigenvalues.Length,
        };
    }

    /// <summary>The largest entry of B·(M·w)/σ² − P·u relative to the largest of u.</summary>
    private double Residual(ReadOnlySpan<double> matrix, ReadOnlySpan<double> preference, ReadOnlySpan<double> shares, (double Scale, double Cut) parts)
    {
        int count = shares.Length;
        Span<double> pulls = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> aligned = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> wanted = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        for (int i = 0; i < count; i++)
        {
            pulls[i] = 0;
            for (int j = 0; j < count; j++)
            {
                pulls[i] += matrix[(i * count) + j] * (shares[j] / parts.Scale);
            }
        }

        SpectralPower.Multiply(_eigen!, -0.5, parts.Cut, pulls, aligned);
        SpectralPower.Multiply(_eigen!, 0, parts.Cut, preference, wanted);
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            worst = Math.Max(worst, Math.Abs(aligned[i] - wanted[i]));
            largest = Math.Max(largest, preference[i]);
        }

        return worst / largest;
    }
}
