using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>DualProj: the sum of the gradients, projected onto the cone of the directions uphill for no task.</summary>
/// <remarks>
/// <para>The update is the point nearest to Σ uᵢ·gᵢ in the dual cone {x : gⱼ·x ≥ 0 for all j}: weights v = argmin vᵀMv over v ≥ u, u the preferences, 1 each by default. With
/// v = u + z/‖g‖ the program is made of cosines, so it is exact at any scale of any task.</para>
/// <para>The residual is the largest violation of the conditions z ≥ 0, gⱼ·x ≥ 0 and zⱼ·(gⱼ·x) = 0, relative to the parts of gⱼ·x.</para>
/// <para>A zero gradient conflicts with none and keeps the weight uᵢ, which is the exact solution; if all are zero, the guard says so. Stateless and thread-safe.</para>
/// <para>Source: Lopez-Paz and Ranzato, "Gradient Episodic Memory for Continual Learning", NeurIPS 2017, arXiv:1706.08840, Equation 11, with the mean gradient
/// in place of the current task's as in Quinton and Rey, 2024, arXiv:2406.16232, Section 4, which names it DualProj. Deviations: the sum, not the mean; exact, without regularisation.</para>
/// </remarks>
public sealed class DualProj : IWeighting
{
    private const int MostTasksOnStack = 40;
    private readonly DualConeOptions _options;

    /// <summary>Creates the weighting.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public DualProj(DualConeOptions? options = null) => _options = (options ?? new DualConeOptions()).Checked();

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "dualproj",
        Title = "DualProj",
        Summary = "The sum of the gradients, projected so that it is uphill for no task.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.NonConflicting | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Lopez-Paz and Ranzato, NeurIPS 2017, arXiv:1706.08840, Equation 11; Quinton and Rey, 2024, arXiv:2406.16232, Section 4",
        HeadGradientNote = "The papers have no heads; TorchJD trains each head on its own loss alone, unweighted.",
        Options = DualConeOptions.Descriptors,
        Factory = context => new DualProj(DualConeOptions.From(context)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("DualProj");
        gramian.RequireOnePerTask(weights);
        gramian = _options.Regularize(gramian);
        _options.WritePreference(weights);
        int room = weights.Length;
        Span<int> usable = room <= MostTasksOnStack ? stackalloc int[room] : new int[room];
        usable = Cosines.TasksWithDirection(gramian, usable);
        if (usable.IsEmpty)
        {
            return Certificate.Guarded(Guards.AllZero);
        }

        int count = usable.Length;
        Span<double> cosines = count <= MostTasksOnStack ? stackalloc double[count * count] : new double[count * count];
        Span<double> pulls = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> parts = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Cosines.Write(gramian, usable, cosines);
        double longest = 0;
        foreach (int task in usable)
        {
            longest = Math.Max(longest, weights[task] * gramian.Norm(task));
        }

        for (int k = 0; k < count; k++)
        {
            shares[k] = weights[usable[k]] * gramian.Norm(usable[k]) / longest;
        }

        Project(cosines, shares, pulls, parts);
        Certificate certificate = NonNegativeQuadratic.Solve(cosines, pulls, shares, parts);
        for (int k = 0; k < count; k++)
        {
            weights[usable[k]] += shares[k] * (longest / gramian.Norm(usable[k]));
        }

        return certificate;
    }

    /// <summary>The projections of the sum on each unit gradient, and the sums of the magnitudes that each is made of: where the sum vanishes, the projections are rounding.</summary>
    private static void Project(ReadOnlySpan<double> cosines, ReadOnlySpan<double> lengths, Span<double> projections, Span<double> parts)
    {
        for (int k = 0; k < lengths.Length; k++)
        {
            (projections[k], parts[k]) = (0, 0);
            for (int j = 0; j < lengths.Length; j++)
            {
                double part = cosines[(k * lengths.Length) + j] * lengths[j];
                projections[k] += part;
                parts[k] += Math.Abs(part);
            }
        }
    }
}
