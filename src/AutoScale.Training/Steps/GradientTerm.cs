using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>Runs a term of the loss that depends on the task gradients back through them.</summary>
internal static class GradientTerm
{
    /// <summary>The term's gradient on every parameter, Σᵢ (∂gᵢ/∂θ)ᵀ·(∂R/∂gᵢ).</summary>
    /// <param name="gradients">The task gradients g, recorded for differentiation.</param>
    /// <param name="slope">S row by row, shape [K × K], with ∂R/∂gᵢ = Σⱼ Sᵢⱼ·gⱼ.</param>
    /// <param name="parameters">With respect to what.</param>
    /// <returns>One gradient per parameter; null stands for zero.</returns>
    public static Tensor?[] RunBack(TaskGradients gradients, ReadOnlySpan<double> slope, IReadOnlyList<Tensor> parameters)
    {
        List<Tensor> outputs = [];
        List<Tensor?> seeds = [];
        Tensor?[] seed = new Tensor?[gradients.PartCount];
        for (int task = 0; task < gradients.TaskCount; task++)
        {
            ReadOnlySpan<double> row = slope.Slice(task * gradients.TaskCount, gradients.TaskCount);
            if (!row.ContainsAnyExcept(0.0))
            {
                continue;
            }

            gradients.Combine(row, seed);
            for (int part = 0; part < seed.Length; part++)
            {
                // A gradient that depends on no parameter, as that of a linear loss, has nothing to run back through.
                if (gradients[task, part] is { RequiresGradient: true } output)
                {
                    outputs.Add(output);
                    seeds.Add(seed[part]);
                }
            }
        }

        return outputs.Count == 0 ? [] : Autograd.Gradients([.. outputs], [.. parameters], [.. seeds], retainGraph: true, allowUnused: true);
    }
}
