using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>EDM: the direction that makes the same, largest possible angle's cosine with the task gradients, whatever their lengths.</summary>
/// <remarks>
/// <para>With α the shortest convex combination of the unit gradients uᵢ = gᵢ/‖gᵢ‖, the update is γ·Σ αᵢ·uᵢ with γ = 1/Σ (αᵢ/‖gᵢ‖): weights wᵢ ∝ αᵢ/‖gᵢ‖ that sum to 1.
/// All tasks with αᵢ > 0 have one angle to the update; a task with αᵢ = 0 lies nearer to it than they do. Where no α is 0 it is IMTL-G.</para>
/// <para>The residual is the largest violation of v·uᵢ ≥ ‖v‖², with equality where αᵢ > 0, relative to the parts of v. A zero gradient has no
/// direction and is left out with weight 0. Stateless and thread-safe.</para>
/// <para>Source: Katrutsa et al., "Follow the bisector: a simple method for multi-objective optimization", 2020, arXiv:2007.06937, its equiangular direction. Deviation: an
/// exact solver in place of Frank-Wolfe steps.</para>
/// </remarks>
public sealed class Edm : IWeighting
{
    private const int MostTasksOnStack = 40;

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "edm",
        Title = "EDM",
        Summary = "The direction at equal angles to the gradients, whatever their lengths.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.NonConflicting | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Katrutsa et al., Follow the bisector, 2020, arXiv:2007.06937",
        HeadGradientNote = "The authors' code weighs the shared parameters only; each head has its own loss's gradient.",
        Factory = _ => new Edm(),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("EDM");
        gramian.RequireOnePerTask(weights);
        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        return Solve(gramian, Cosines.TasksWithDirection(gramian, usable), weights);
    }

    /// <summary>The weights from some tasks' gradients; the others get weight 0.</summary>
    /// <param name="gramian">The Gramian.</param>
    /// <param name="tasks">The tasks whose gradients have a direction.</param>
    /// <param name="weights">Receives w, shape [K]; equal weights when there are no tasks.</param>
    /// <returns>The certificate, with the guards of the tasks left out.</returns>
    internal static Certificate Solve(Gramian gramian, ReadOnlySpan<int> tasks, Span<double> weights)
    {
        weights.Clear();
        if (tasks.IsEmpty)
        {
            weights.Fill(1.0 / weights.Length);
            return Certificate.Guarded(Guards.AllZero);
        }

        int count = tasks.Length;
        Span<double> cosines = count <= MostTasksOnStack ? stackalloc double[count * count] : new double[count * count];
        Span<double> lengths = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Span<double> shares = count <= MostTasksOnStack ? stackalloc double[count] : new double[count];
        Cosines.Write(gramian, tasks, cosines);
        lengths.Fill(1);
        Certificate certificate = ConvexMinimumNorm.Solve(cosines, lengths, shares);

        // Ratios to the shortest gradient in use, which are at most 1: their sum cannot overflow, and it cannot vanish.
        double shortest = double.PositiveInfinity;
        for (int k = 0; k < count; k++)
        {
            shortest = shares[k] > 0 ? Math.Min(shortest, gramian.Norm(tasks[k])) : shortest;
        }

        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            weights[tasks[k]] = shares[k] * (shortest / gramian.Norm(tasks[k]));
            sum += weights[tasks[k]];
        }

        foreach (ref double weight in weights)
        {
            weight /= sum;
        }

        return count == weights.Length ? certificate : certificate with { Guards = certificate.Guards | Guards.SkippedTask };
    }
}
