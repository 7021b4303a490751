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

    /// <summary>The inner products gᵢ·gⱼ of gradients given in parts, one per parameter, summed in double precision without
    /// joining them.</summary>
    /// <param name="gradients">All parts of task 0, then all of task 1, …; [K · P]. Null is zero.</param>
    /// <param name="taskCount">K, at least 1.</param>
    /// <returns>[K × K] entries, row by row; exactly symmetric, and independent of the number of threads.</returns>
    /// <exception cref="ArgumentException">The number of parts is no multiple of K.</exception>
    /// <exception cref="TorchException">The same part differs in shape between two tasks.</exception>
    public static unsafe double[] Gramian(ReadOnlySpan<Tensor?> gradients, int taskCount)
    {
        int parts = PartCount(gradients, taskCount);
        Span<nint> handles = gradients.Length <= StackHandles ? stackalloc nint[gradients.Length] : new nint[gradients.Length];
        Tensor.CopyHandles(gradients, handles);
        double[] entries = new double[taskCount * taskCount];
        fixed (nint* first = handles)
        fixed (double* target = entries)
        {
            int status = NativeMethods.Gramian(first, taskCount, parts, target, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(Gramian));
        }

        Tensor.KeepAlive(gradients);
        return entries;
    }

    /// <summary>The weighted sum Σ wᵢ·gᵢ of gradients given in parts, in one pass over them and without joining them.</summary>
    /// <param name="gradients">All parts of task 0, then all of task 1, …; [K · P]. Null is zero.</param>
    /// <param name="weights">w, [K].</param>
    /// <param name="combined">Receives a new tensor per part, [P]; null where every task's part is. Not recorded for
    /// differentiation.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="TorchException">The same part differs in shape between two tasks.</exception>
    public static unsafe void Combine(ReadOnlySpan<Tensor?> gradients, ReadOnlySpan<double> weights, Span<Tensor?> combined)
    {
        int parts = PartCount(gradients, weights.Length);
        if (combined.Length != parts)
        {
            throw new ArgumentException($"combined needs one element per part: expected {parts}, got {combined.Length}.", nameof(combined));
        }

        int total = gradients.Length + parts;
        Span<nint> handles = total <= StackHandles ? stackalloc nint[total] : new nint[total];
        Tensor.CopyHandles(gradients, handles);
        fixed (nint* first = handles)
        fixed (double* factors = weights)
        {
            int status = NativeMethods.Combine(first, weights.Length, parts, factors, first + gradients.Length, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(Combine));
        }

        Tensor.KeepAlive(gradients);
        for (int part = 0; part < parts; part++)
        {
            nint handle = handles[gradients.Length + part];
            combined[part] = handle == 0 ? null : new Tensor(handle);
        }
    }

    private static int PartCount(ReadOnlySpan<Tensor?> gradients, int taskCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        return gradients.Length % taskCount == 0
            ? gradients.Length / taskCount
            : throw new ArgumentException(
                $"gradients needs equally many parts for each of {taskCount} tasks, got {gradients.Length} in all.", nameof(gradients));
    }

    /// <summary>Whether every number of every tensor is finite.</summary>
    /// <remarks>Adds each tensor up, which any NaN or infinity survives: one pass, and one transfer from a GPU. A sum beyond the type's range counts as not finite.</remarks>
    /// <param name="tensors">The tensors; null is skipped.</param>
    /// <returns>False as soon as one number is NaN or infinite.</returns>
    public static bool AreFinite(ReadOnlySpan<Tensor?> tensors)
    {
        using TensorScope scope = new();
        using NoGradient off = Autograd.NoGradient();
        List<Tensor> sums = new(tensors.Length);
        foreach (Tensor? tensor in tensors)
        {
            if (tensor is not null)
            {
                sums.Add(tensor.Sum());
            }
        }

        return sums.Count == 0 || Tensor.Stack([.. sums]).IsFinite();
    }
}
