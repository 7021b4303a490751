using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>CAGrad: near the mean gradient, the update that serves the worst-off task best.</summary>
/// <remarks>
/// <para>With g₀ the mean of the gradients, d maximises minᵢ gᵢ·d over ‖d − g₀‖ ≤ c·‖g₀‖. By duality d = g₀ + c·‖g₀‖·g_w/‖g_w‖ with g_w = Σ vᵢ·gᵢ and v the minimum of
/// g_w·g₀ + c·‖g₀‖·‖g_w‖ on the simplex, so the weights are 1/K + μᵢ with μ ≥ 0 along v. c = 0 is the mean; from c = 1 on d conflicts with no task.
/// Solved exactly: see <see cref="BallMaxMin"/>. The certificate's residual is the largest violation of the optimality conditions, relative to their terms.</para>
/// <para>Guards. A zero gradient is left out, of the mean as well, and gets weight 0. Where the minimum has g_w = 0 (some tasks' gradients cancel, and none of them can gain)
/// the formula for d divides by 0 and any d in the ball that harms nobody is optimal: d is the one nearest to g₀, with <see cref="Guards.Stationary"/>; it is g₀ itself if g₀ harms
/// nobody. Where the mean vanishes, d is 0 and the weights are equal, with the same guard. Stateless and thread-safe.</para>
/// <para>Source: Liu et al., "Conflict-Averse Gradient Descent for Multi-task Learning", NeurIPS 2021, arXiv:2110.14048, Equation 3 and Algorithm 1. The weights are those
/// of its mean gradient: they sum to 1 + c·‖g₀‖/‖g_w‖, not to K. Deviations: c may be 1 and more; the guards.</para>
/// </remarks>
public sealed class CaGrad : IWeighting
{
    private const double DefaultC = 0.5;
    private const int DefaultRescale = 0;
    private const int MostTasksOnStack = 40;

    /// <summary>Below this fraction of the mean squared norm, the mean gradient is the rounding of single precision.</summary>
    private const double VanishedMean = 1e-14;
    private readonly double _c;
    private readonly double _factor;

    /// <summary>Creates the weighting.</summary>
    /// <param name="c">The radius of the ball as a fraction of ‖g₀‖. At least 0. Default 0.5, as the authors' code and LibMTL.</param>
    /// <param name="rescale">What the update is divided by: 0 nothing, 1 by 1 + c², 2 by 1 + c. Default 0, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public CaGrad(double c = DefaultC, int rescale = DefaultRescale)
    {
        if (!IsRadius(c))
        {
            throw new ArgumentOutOfRangeException(nameof(c), c, "Expected a number from 0 to 1000.");
        }

        _c = c;
        _factor = rescale switch
        {
            0 => 1,
            1 => 1 / (1 + (c * c)),
            2 => 1 / (1 + c),
            _ => throw new ArgumentOutOfRangeException(nameof(rescale), rescale, "Expected 0, 1 or 2."),
        };
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "cagrad",
        Title = "CAGrad",
        Summary = "Near the mean gradient, the update that serves the worst-off task best.",
        Needs = Evidence.Gramian,
        MinimumTaskCount = 2,
        HomogeneityDegree = 1,
        Claims = MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³) for each of about K kinks",
        Source = "Liu et al., NeurIPS 2021, arXiv:2110.14048, Equation 3 and Algorithm 1",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Unweighted in the authors' code, LibMTL and nash-mtl.",
        Options =
        [
            new("c", MethodOptions.Format(DefaultC), "How far from the mean gradient the update may go, as a fraction of its length.", "a number from 0 to 1000"),
            new("rescale", MethodOptions.Format(DefaultRescale), "What the update is divided by: 0 nothing, 1 by 1 + c², 2 by 1 + c.", "0, 1 or 2"),
        ],
        Factory = context => new CaGrad(context.Options.Number("c", IsRadius), context.Options.WholeNumber("rescale", value => value is >= 0 and <= 2)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("CAGrad");
        gramian.RequireOnePerTask(weights);
        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        usable = Cosines.TasksWithDirection(gramian, usable);
        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / weights.Length);
            return Certificate.Guarded(Guards.AllZero);
        }

        weights.Clear();
        Certificate certificate = Solve(gramian, usable, weights);
        return certificate with { Guards = certificate.Guards | (usable.Length < weights.Length ? Guards.SkippedTask : Guards.None) };
    }

    private static bool IsRadius(double c) => c is >= 0 and <= 1000;

    private Certificate Solve(Gramian gramian, ReadOnlySpan<int> usable, Span<double> weights)
    {
        int count = usable.Length;
        int room = count * (count + 4);
        Span<double> all = count <= MostTasksOnStack ? stackalloc double[room] : new double[room];
        Span<double> cosines = all[..(count * count)];
        Span<double> norms = all.Slice(count * count, count);
        Span<double> levels = all.Slice(count * (count + 1), count);
        Span<double> slopes = all.Slice(count * (count + 2), count);
        Span<double> parts = all.Slice(count * (count + 3), count);
        parts.Clear();
        Cosines.Write(gramian, usable, cosines);
        double mean = Describe(gramian, usable, cosines, norms, levels, slopes);
        Certificate certificate = Certificate.Exact;
        if (mean == 0)
        {
            certificate = Certificate.Guarded(Guards.Stationary);
        }
        else if (_c > 0)
        {
            certificate = BallMaxMin.Solve(cosines, levels, slopes, _c, parts);
            if (_c >= 1 && (certificate.Guards & Guards.NotConverged) != 0)
            {
                // Every gradient touches at once where all of them cancel, at d = 0: the nearest harmless point, which a ball this large holds, is then found without the path.
                Certificate nearest = NonNegativeQuadratic.Solve(cosines, slopes, parts);
                certificate = nearest with { Iterations = certificate.Iterations + nearest.Iterations, Guards = nearest.Guards | Guards.Stationary };
            }
        }

        for (int k = 0; k < count; k++)
        {
            weights[usable[k]] = _factor * ((1.0 / count) + (mean * parts[k] / norms[k]));
        }

        return certificate;
    }

    /// <summary>Norms as fractions of the largest, levels, and slopes uᵢ·g₀/‖g₀‖. Returns ‖g₀‖ in the unit of the norms, 0 where it is rounding.</summary>
    private static double Describe(
        Gramian gramian, ReadOnlySpan<int> usable, ReadOnlySpan<double> cosines, Span<double> norms, Span<double> levels, Span<double> slopes)
    {
        int count = usable.Length;
        double largest = Math.Sqrt(gramian.LargestSquaredNorm);
        double smallest = double.PositiveInfinity;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            norms[i] = gramian.Norm(usable[i]) / largest;
            smallest = Math.Min(smallest, norms[i]);
            sum += norms[i];
        }

        double square = 0;
        for (int i = 0; i < count; i++)
        {
            levels[i] = smallest / norms[i];
            slopes[i] = 0;
            for (int j = 0; j < count; j++)
            {
                slopes[i] += cosines[(i * count) + j] * norms[j];
            }

            square += norms[i] * slopes[i];
        }

        if (!(square > VanishedMean * sum * sum))
        {
            return 0;
        }

        double length = Math.Sqrt(square);
        foreach (ref double slope in slopes)
        {
            slope /= length;
        }

        return length / count;
    }
}
