using System.Globalization;

namespace AutoScale.Torch;

/// <summary>What weightings need to know of task gradients, computed where the gradients are.</summary>
public static class GradientMatrix
{
    private const int StackHandles = 128;

    /// <summary>The inner products gᵢ·gⱼ of the rows of a matrix, summed in double precision.</summary>
    /// <param name="rows">One gradient per row, [K, d], K ≥ 1.</param>
    /// <returns>[K × K] entries, row by row; exactly symmetric, and independent of the number of threads.</returns>
    /// <exception cref="TorchException"><paramref name="rows"/> is not a matrix.</exception>
    public static unsafe double[] Gramian(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long tasks = rows.Dimensions == 2 ? rows.Size(0) : 0;
        double[] entries = new double[tasks * tasks];
        fixed (double* target = entries)
        {
            int status = NativeMethods.GramianOfRows(rows.Handle, target, entries.Length, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(Gramian));
        }

        GC.KeepAlive(rows);
        return entries;
    }

    /// <summary>The inner products gᵢ·gⱼ of gradients given in parts, one per parameter, summed in double precision without joining them.</summary>
    /// <param name="gradients">All parts of task 0, then all of task 1, …; [K · P]. Null is zero.</param>
    /// <param name="taskCount">K, at least 1.</param>
    /// <returns>[K × K] entries, row by row; exactly symmetric, and independent of the number of threads.</returns>
    /// <exception cref="ArgumentException">The number of parts is no multiple of K.</exception>
    /// <exception cref="TorchException">The same part differs in shape between two tasks.</exception>
    public static unsafe double[] Gramian(ReadOnlySpan<Tensor?> gradients, int taskCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        if (gradients.Length % taskCount != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"gradients needs the same number of parts for each of {taskCount} tasks, got {gradients.Length} in all."),
                nameof(gradients));
        }

        Span<nint> handles = gradients.Length <= StackHandles ? stackalloc nint[gradients.Length] : new nint[gradients.Length];
        Tensor.CopyHandles(gradients, handles);
        double[] entries = new double[taskCount * taskCount];
        fixed (nint* first = handles)
        fixed (double* target = entries)
        {
            int status = NativeMethods.Gramian(first, taskCount, gradients.Length / taskCount, target, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(Gramian));
        }

        Tensor.KeepAlive(gradients);
        return entries;
    }
}
