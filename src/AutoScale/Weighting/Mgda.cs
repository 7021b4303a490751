using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>MGDA: the shortest convex combination of the task gradients, which is uphill for no task.</summary>
/// <remarks>
/// <para>Minimises ‖Σ αᵢ·gᵢ/cᵢ‖² over α ≥ 0, Σ αᵢ = 1, with cᵢ = 1, ‖gᵢ‖, lᵢ or lᵢ·‖gᵢ‖ by the normalisation, exactly by an active set method. The weights are
/// wᵢ = αᵢ/cᵢ, so that Σ wᵢ·gᵢ is the combination of the normalised gradients; without normalisation they sum to 1. The update v has gᵢ·v ≥ 0 for all i.</para>
/// <para>The residual is the largest violation of v·gᵢ/cᵢ ≥ ‖v‖², with equality where αᵢ > 0, relative to the parts v is made of.</para>
/// <para>Guards. A zero gradient is left out and gets weight 0: to the letter it would make the shortest combination zero and stop all tasks. A loss that is
/// not positive, where the normalisation divides by it, leaves its task out too, which is the limit as the loss falls to 0. Stateless and thread-safe.</para>
/// <para>Source: Sener and Koltun, "Multi-Task Learning as Multi-Objective Optimization", NeurIPS 2018, arXiv:1810.04650, Equation 3 and Algorithm 2; the
/// normalisations are of its authors' code. Deviations: an exact solver in place of Frank-Wolfe steps; the guards.</para>
/// </remarks>
public sealed class Mgda : IWeighting
{
    private const int MostTasksOnStack = 40;
    private static readonly string[] _names = ["none", "l2", "loss", "loss+"];
    private readonly GradientNormalization _normalization;

    /// <summary>Creates the weighting.</summary>
    /// <param name="normalization">By what gradients are divided first. Default nothing, as the paper.</param>
    /// <exception cref="ArgumentException"><paramref name="normalization"/> is not a value of its enumeration.</exception>
    public Mgda(GradientNormalization normalization = GradientNormalization.None)
    {
        if (!Enum.IsDefined(normalization))
        {
            throw new ArgumentException($"normalization is {normalization}: expected None, L2, Loss or LossAndL2.", nameof(normalization));
        }

        _normalization = normalization;
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "mgda",
        Title = "MGDA",
        Summary = "The shortest convex combination of the gradients, uphill for no task.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.NonConflicting | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Sener and Koltun, Multi-Task Learning as Multi-Objective Optimization, NeurIPS 2018, arXiv:1810.04650, Equation 3",
        HeadGradientNote = "The paper updates each head by its own loss alone, unweighted; nash-mtl weighs heads too.",
        Options = [new("normalization", "none", "By what gradients are divided first.", string.Join(", ", _names))],
        Factory = context => new Mgda((GradientNormalization)Array.IndexOf(_names, context.Options.OneOf("normalization", _names))),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    private bool UsesLoss => _normalization is GradientNormalization.Loss or GradientNormalization.LossAndL2;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("MGDA");
        gramian.RequireOnePerTask(weights);
        int room = weights.Length;
        Span<int> usable = room <= MostTasksOnStack ? stackalloc int[room] : new int[room];
        usable = Cosines.TasksWithDirection(gramian, usable);
        Guards guards = usable.Length < room ? Guards.SkippedTask : Guards.None;
        if (UsesLoss && KeepPositiveLosses(evidence.Losses, ref usable))
        {
            guards |= Guards.LossBelowBound | Guards.SkippedTask;
        }

        weights.Clear();
        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / room);
            return Certificate.Guarded(Guards.AllZero | (guards & Guards.LossBelowBound));
        }

        int count = usable.Length;
        Span<double> cosines = count <= MostTasksOnStack ? stackalloc double[count * count] : new double[count * count];
        Span<double> lengths = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Cosines.Write(gramian, usable, cosines);
        for (int k = 0; k < count; k++)
        {
            lengths[k] = Length(gramian.Norm(usable[k]), evidence.Losses[usable[k]]);
        }

        Certificate certificate = ConvexMinimumNorm.Solve(cosines, lengths, shares);
        for (int k = 0; k < count; k++)
        {
            weights[usable[k]] = _normalization == GradientNormalization.None ? shares[k] : shares[k] * lengths[k] / gramian.Norm(usable[k]);
        }

        return certificate with { Guards = certificate.Guards | guards };
    }

    /// <summary>‖gᵢ‖/cᵢ, kept in the range that norms have, so that no weight overflows.</summary>
    private double Length(double norm, double loss) => Math.Clamp(
        _normalization switch
        {
            GradientNormalization.None => norm,
            GradientNormalization.L2 => 1,
            GradientNormalization.Loss => norm / loss,
            _ => 1 / loss,
        },
        1e-154,
        1.4e154);

    /// <summary>Strikes tasks whose loss is not positive from the list. True when there were any.</summary>
    private static bool KeepPositiveLosses(ReadOnlySpan<double> losses, ref Span<int> tasks)
    {
        int kept = 0;
        foreach (int task in tasks)
        {
            if (losses[task] > 0)
            {
                tasks[kept++] = task;
            }
        }

        bool struckAny = kept < tasks.Length;
        tasks = tasks[..kept];
        return struckAny;
    }
}
