namespace AutoScale.Gradients;

/// <summary>The directions of task gradients without their lengths: cosines uᵢ·uⱼ of the unit gradients uᵢ = gᵢ/‖gᵢ‖.</summary>
internal static class Cosines
{
    /// <summary>Below this a squared norm has lost digits, and its gradient has no direction that could be trusted.</summary>
    private const double SmallestSquaredNorm = 2.2250738585072014e-308;

    /// <summary>Whether a task's gradient has a direction: its squared norm is not zero, nor too small to have all its digits.</summary>
    public static bool HasDirection(Gramian gramian, int task) => gramian[task, task] >= SmallestSquaredNorm;

    /// <summary>Lists the tasks whose gradient has a direction, in order.</summary>
    /// <param name="gramian">The Gramian.</param>
    /// <param name="tasks">Room for K tasks.</param>
    /// <returns>The filled part of <paramref name="tasks"/>.</returns>
    public static Span<int> TasksWithDirection(Gramian gramian, Span<int> tasks)
    {
        int count = 0;
        for (int task = 0; task < gramian.TaskCount; task++)
        {
            if (HasDirection(gramian, task))
            {
                tasks[count++] = task;
            }
        }

        return tasks[..count];
    }

    /// <summary>Writes the cosines between some tasks' gradients, clamped to [−1, 1] against rounding.</summary>
    /// <param name="gramian">The Gramian.</param>
    /// <param name="tasks">N tasks whose gradients have a direction.</param>
    /// <param name="cosines">Receives the cosines row by row, shape [N × N], diagonal 1.</param>
    public static void Write(Gramian gramian, ReadOnlySpan<int> tasks, Span<double> cosines)
    {
        int order = tasks.Length;
        for (int i = 0; i < order; i++)
        {
            double norm = gramian.Norm(tasks[i]);
            cosines[(i * order) + i] = 1;
            for (int j = i + 1; j < order; j++)
            {
                double cosine = Math.Clamp(gramian[tasks[i], tasks[j]] / (norm * gramian.Norm(tasks[j])), -1, 1);
                cosines[(i * order) + j] = cosines[(j * order) + i] = cosine;
            }
        }
    }
}
