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

    /// <summary>Updates the moments of some parameters and moves these along −η·m̂/(√v̂ + ε).</summary>
    /// <remarks>
    /// m̂ = m/c₁ and v̂ = v/c₂ with c = 1 − βⁿ. Since √v̂ + ε = (√v + ε·√c₂)/√c₂, the correction costs no pass over the tensors: the step
    /// is −(η·√c₂/c₁)·m/(√v + ε·√c₂).
    /// </remarks>
    public void Move(int[] active, Tensor[] parameters, Tensor[] gradients, double learningRate)
    {
        foreach (int index in active)
        {
            _steps[index]++;
        }

        Tensor[] first = Pick(_first, active);
        Tensor[] second = Pick(_second, active);
        ForEach.MultiplyInPlace(first, _decay.Beta1);
        ForEach.AddInPlace(first, gradients, 1 - _decay.Beta1);
        ForEach.MultiplyInPlace(second, _decay.Beta2);
        ForEach.AddProductInPlace(second, gradients, gradients, 1 - _decay.Beta2);
        Tensor[] divisor = ForEach.Sqrt(second);

        // Parameters that once had no gradient have taken fewer steps: one pass for each distinct count, nearly always just one.
        long[] counts = Array.ConvertAll(active, index => _steps[index]);
        foreach (long count in counts.Distinct())
        {
            int[] same = [.. Enumerable.Range(0, counts.Length).Where(index => counts[index] == count)];
            double firstCorrection = 1 - Math.Pow(_decay.Beta1, count);
            double secondRoot = Math.Sqrt(1 - Math.Pow(_decay.Beta2, count));
            Tensor[] part = Pick(divisor, same);
            ForEach.AddInPlace(part, _decay.Epsilon * secondRoot);
            ForEach.AddQuotientInPlace(Pick(parameters, same), Pick(first, same), part, -learningRate * secondRoot / firstCorrection);
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

    private static Tensor[] Pick(Tensor[] all, int[] indices) =>
        indices.Length == all.Length ? all : Array.ConvertAll(indices, index => all[index]);

    private static void RequireDecay(double value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1).");
        }
    }
}
