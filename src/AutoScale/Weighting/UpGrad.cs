using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>UPGrad: every gradient is projected onto the cone of the directions uphill for no task, then they are added.</summary>
/// <remarks>
/// <para>The projection of gᵢ onto the dual cone {x : gⱼ·x ≥ 0 for all j} is Σ vⱼ·gⱼ with v = argmin vᵀMv over v ≥ eᵢ. The weights are Σ uᵢ·v⁽ⁱ⁾ with the preferences u,
/// 1 each by default: without conflicts they are u. With vⱼ = eᵢⱼ + zⱼ·‖gᵢ‖/‖gⱼ‖ the program is made of cosines alone, so it is exact at any
/// scale of any task, and the update is linear in a factor on each gradient.</para>
/// <para>The residual is the largest violation of the conditions z ≥ 0, gⱼ·x ≥ 0 and zⱼ·(gⱼ·x) = 0, relative to the parts of gⱼ·x.</para>
/// <para>A zero gradient conflicts with none and keeps the weight uᵢ, which is the exact solution; if all are zero, the guard says so. Stateless and thread-safe.</para>
/// <para>Source: Quinton and Rey, "Jacobian Descent for Multi-Objective Optimization", 2024, arXiv:2406.16232, Equations 3 and 4 and Proposition 1. Deviations: the sum of the
/// projections, the paper has their mean; exact, without regularisation.</para>
/// </remarks>
public sealed class UpGrad : IWeighting
{
    private const int MostTasksOnStack = 40;
    private readonly DualConeOptions _options;

    /// <summary>Creates the weighting.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public UpGrad(DualConeOptions? options = null) => _options = (options ?? new DualConeOptions()).Checked();

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "upgrad",
        Title = "UPGrad",
        Summary = "Gradients are projected so that none is uphill for another task, then added.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.NonConflicting | MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes and O(K²·d); then up to O(K⁴)",
        Source = "Quinton and Rey, Jacobian Descent for Multi-Objective Optimization, 2024, arXiv:2406.16232, Equations 3 and 4",
        HeadGradientNote = "The paper has no heads; TorchJD trains each head on its own loss alone, unweighted.",
        Options = DualConeOptions.Descriptors,
        Factory = context => new UpGrad(DualConeOptions.From(context)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("UPGrad");
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
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Cosines.Write(gramian, usable, cosines);
        Certificate all = Certificate.Exact;
        for (int k = 0; k < count; k++)
        {
            Certificate one = NonNegativeQuadratic.Solve(cosines, cosines.Slice(k * count, count), shares);
            all = new Certificate(Math.Max(all.Residual, one.Residual), all.Iterations + one.Iterations, all.Guards | one.Guards);
            double length = gramian.Norm(usable[k]);
            for (int j = 0; j < count; j++)
            {
                weights[usable[j]] += _options.PreferenceOf(usable[k]) * shares[j] * (length / gramian.Norm(usable[j]));
            }
        }

        return all;
    }
}
