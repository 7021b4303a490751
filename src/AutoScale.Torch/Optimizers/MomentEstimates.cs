namespace AutoScale.Torch;

/// <summary>The running moments of Adam, one pair of tensors and one step count for each parameter, and the step they give.</summary>
internal sealed class MomentEstimates : IDisposable
{
    private readonly AdamMoments _decay;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;
    private readonly long[] _steps;

    public MomentEstimates(AdamMoments? decay, Tensor[] first, Tensor[] second)
    {
        _decay = decay ?? new AdamMoments();
        RequireDecay(_decay.Beta1, nameof(AdamMoments.Beta1));
        RequireDecay(_decay.Beta2, nameof(AdamMoments.Beta2));
        if (!(_decay.Epsilon >= 0 && double.IsFinite(_decay.Epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), _decay.Epsilon, "Epsilon must be finite and at least 0.");
        }

        _first = first;
        _second = second;
        _steps = new long[first.Length];
    }

    /// <summary>Updates the moments of consecutive parameters and moves these along −η·m̂/(√v̂ + ε).</summary>
    /// <remarks>
    /// m̂ = m/c₁ and v̂ = v/c₂ with c = 1 − βⁿ. Since √v̂ + ε = (√v + ε·√c₂)/√c₂, the correction costs no pass over the tensors: the step
    /// is −(η·√c₂/c₁)·m/(√v + ε·√c₂).
    /// </remarks>
    public void Move(int start, ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients, double learningRate)
    {
        ReadOnlySpan<Tensor> first = _first.AsSpan(start, parameters.Length);
        ReadOnlySpan<Tensor> second = _second.AsSpan(start, parameters.Length);
        ForEach.MultiplyInPlace(first, _decay.Beta1);
        ForEach.AddInPlace(first, gradients, 1 - _decay.Beta1);
        ForEach.MultiplyInPlace(second, _decay.Beta2);
        ForEach.AddProductInPlace(second, gradients, gradients, 1 - _decay.Beta2);
        ReadOnlySpan<Tensor> divisor = ForEach.Sqrt(second);

        // Parameters that once had no gradient have taken fewer steps: one call for each stretch of equal counts, nearly always just one.
        Span<long> steps = _steps.AsSpan(start, parameters.Length);
        for (int from = 0; from < steps.Length;)
        {
            int length = EqualFrom(steps[from..]);
            long count = steps[from] + 1;
            steps.Slice(from, length).Fill(count);
            double firstCorrection = 1 - Math.Pow(_decay.Beta1, count);
            double secondRoot = Math.Sqrt(1 - Math.Pow(_decay.Beta2, count));
            double scale = -learningRate * secondRoot / firstCorrection;
            ForEach.AddInPlace(divisor.Slice(from, length), _decay.Epsilon * secondRoot);
            ForEach.AddQuotientInPlace(
                parameters.Slice(from, length), first.Slice(from, length), divisor.Slice(from, length), scale);
            from += length;
        }
    }

    /// <summary>Lists the moments (live) and the step counts (a copy).</summary>
    public IReadOnlyDictionary<string, Tensor> State()
    {
        OrderedDictionary<string, Tensor> state = new() { ["steps"] = Tensor.From(_steps, _steps.Length) };
        for (int index = 0; index < _first.Length; index++)
        {
            state.Add($"first_moment.{index}", _first[index]);
            state.Add($"second_moment.{index}", _second[index]);
        }

        return state;
    }

    /// <summary>Takes over what <see cref="State"/> gave.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state, string owner)
    {
        using TensorScope scope = new();
        TensorState.Copy(state, State(), owner);
        state["steps"].To(Device.Cpu).To(ScalarType.Int64).ToArray<long>().CopyTo(_steps, 0);
    }

    public void Dispose()
    {
        foreach (Tensor moment in _first.Concat(_second))
        {
            moment.Dispose();
        }
    }

    private static int EqualFrom(ReadOnlySpan<long> counts)
    {
        int other = counts.IndexOfAnyExcept(counts[0]);
        return other < 0 ? counts.Length : other;
    }

    private static void RequireDecay(double value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1).");
        }
    }
}
