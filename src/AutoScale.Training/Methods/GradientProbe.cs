using AutoScale.Diagnoses;
using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>Trains with equal weights and keeps the Gramian of every step, whole and layer by layer.</summary>
/// <remarks>
/// <para>The update is that of <see cref="Unitary"/>; the certificate is exact. Works in the scope <see cref="GradientScope.SharedParameters"/>. Remembers K² numbers
/// per step and shared parameter. Not thread-safe.</para>
/// <para>Source: unitary scalarization, Kurin et al., "In Defense of the Unitary Scalarization for Deep Multi-Task Learning", 2022, arXiv:2201.04122. The record is ours.</para>
/// </remarks>
public sealed class GradientProbe : IWeighting, IObservesGradients
{
    private readonly List<TraceRecord> _records = [];
    private readonly List<double[][]> _parts = [];

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<TraceRecord> Records => _records;

    /// <inheritdoc/>
    public void Observe(TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        _parts.Add([.. Enumerable.Range(0, gradients.PartCount).Select(gradients.InnerProducts)]);
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        weights.Fill(1);
        _records.Add(new TraceRecord
        {
            Iteration = evidence.Iteration,
            Losses = evidence.Losses.ToArray(),
            GradientNorms = evidence.RequireGramian(nameof(GradientProbe)).Norms(),
            Gramian = evidence.Gramian,
            Weights = weights.ToArray(),
        });
        return Certificate.Exact;
    }

    /// <summary>The steps layer by layer: parameters of one module, such as weight and bias, are one layer; tied weights are in the first module that holds them.</summary>
    /// <param name="model">The network that was trained.</param>
    /// <returns>The layers that hold shared parameters, in the order of <see cref="MultiTaskModel.SharedParameters"/>.</returns>
    public IReadOnlyList<LayerTrace> Layers(MultiTaskModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<Tensor, string> names = model.NamedParameters().ToDictionary(parameter => parameter.Value, parameter => LayerOf(parameter.Name));
        return
        [
            .. model.SharedParameters.Distinct().Select((parameter, part) => (Layer: names[parameter], Part: part, parameter.ElementCount))
                .GroupBy(parameter => parameter.Layer)
                .Select(layer => new LayerTrace(
                    layer.Key,
                    layer.Sum(parameter => parameter.ElementCount),
                    [.. _parts.Select(step => Sum([.. layer.Select(parameter => step[parameter.Part])]))])),
        ];
    }

    private static string LayerOf(string parameter) => parameter.LastIndexOf('.') is int dot and > 0 ? parameter[..dot] : parameter;

    private static Gramian Sum(double[][] parts)
    {
        double[] sum = new double[parts[0].Length];
        foreach (double[] part in parts)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += part[i];
            }
        }

        return new Gramian(sum);
    }
}
