namespace AutoScale.Weighting;

/// <summary>What a method may know of the run it is created for.</summary>
public sealed record MethodContext
{
    /// <summary>Creates the context.</summary>
    /// <param name="tasks">The names of the K tasks, in order. At least one.</param>
    /// <param name="totalIterations">T, the length of the run in training steps. At least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="tasks"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalIterations"/> is below 1.</exception>
    public MethodContext(IReadOnlyList<string> tasks, int totalIterations)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalIterations, 1);
        if (tasks.Count == 0)
        {
            throw new ArgumentException("tasks is empty: a method weighs at least one task.", nameof(tasks));
        }

        Tasks = tasks;
        TotalIterations = totalIterations;
    }

    /// <summary>The names of the tasks, in order, K of them.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>K, the number of tasks. At least 1.</summary>
    public int TaskCount => Tasks.Count;

    /// <summary>T, the length of the run in training steps. At least 1.</summary>
    public int TotalIterations { get; }

    /// <summary>The seed of every random choice of the method. Any number; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The method's options; default none, so every option has its default.</summary>
    public MethodOptions Options { get; init; } = MethodOptions.None;
}
