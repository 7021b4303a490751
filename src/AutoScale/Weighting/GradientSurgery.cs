using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>The sum of task gradients that were each altered against the others in turn: what PCGrad and GradVac have in common.</summary>
internal static class GradientSurgery
{
    private const int MostTasksOnStack = 40;

    /// <summary>Alters one gradient when it meets another.</summary>
    /// <param name="gradient">The gradient so far, in units of its first length.</param>
    /// <param name="other">The position of the other in it.</param>
    /// <param name="pair">task·K + other task.</param>
    internal delegate void Alteration(AlteredGradient gradient, int other, int pair);

    /// <summary>Orders drawn from the seed, the iteration and the task, so that no state is needed to repeat them.</summary>
    public static ProjectionOrder RandomOrder(long seed) => (iteration, task, room) =>
    {
        // Fisher and Yates' shuffle. One mixed key for each gradient, then one number for each place.
        ulong key = SplitMix.Mix(SplitMix.Mix(SplitMix.Mix((ulong)seed) + (ulong)iteration) + (ulong)task);
        for (int place = 0; place < room.Length; place++)
        {
            int chosen = (int)Math.BigMul(SplitMix.Mix(key + (ulong)place), (ulong)(place + 1), out _);
            room[place] = room[chosen];
            room[chosen] = place;
        }

        return room;
    };

    /// <summary>Writes the weights of the sum Σᵢ (gᵢ altered).</summary>
    /// <param name="evidence">The step.</param>
    /// <param name="gramian">Its Gramian.</param>
    /// <param name="order">In which order gradients meet.</param>
    /// <param name="alter">What happens when they do.</param>
    /// <param name="weights">Receives the weights, shape [K]: 1 for a zero gradient, which meets none.</param>
    public static void Sum(in StepEvidence evidence, Gramian gramian, ProjectionOrder order, Alteration alter, Span<double> weights)
    {
        int taskCount = weights.Length;
        bool isSmall = taskCount <= MostTasksOnStack;
        Span<int> room = isSmall ? stackalloc int[taskCount] : new int[taskCount];
        Span<int> usable = isSmall ? stackalloc int[taskCount] : new int[taskCount];
        usable = Cosines.TasksWithDirection(gramian, usable);
        int count = usable.Length;
        Span<double> cosines = isSmall ? stackalloc double[count * count] : new double[count * count];
        Span<double> altered = isSmall ? stackalloc double[2 * count] : new double[2 * count];
        Cosines.Write(gramian, usable, cosines);
        weights.Fill(1);
        foreach (int task in usable)
        {
            weights[task] = 0;
        }

        for (int position = 0; position < count; position++)
        {
            int task = usable[position];
            AlteredGradient gradient = new(cosines, position, altered);
            foreach (int other in order(evidence.Iteration, task, room))
            {
                int at = other == task ? -1 : usable.IndexOf(other);
                if (at >= 0)
                {
                    alter(gradient, at, (task * taskCount) + other);
                }
            }

            for (int k = 0; k < count; k++)
            {
                weights[usable[k]] += gradient.Coefficients[k] * (gramian.Norm(task) / gramian.Norm(usable[k]));
            }
        }
    }
}
