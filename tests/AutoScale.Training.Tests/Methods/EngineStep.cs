using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

/// <summary>The gradients and losses of one step, given to a method as the engine gives them: in two parts.</summary>
internal sealed record EngineStep(double[][] Gradients, double[] Losses)
{
    /// <summary>The precision of the gradients.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float64;

    /// <summary>Whether a part without a number but 0 is null, as where a task does not reach a parameter.</summary>
    public bool ZeroIsNull { get; init; }

    public static EngineStep Random(Random random, int taskCount, int dimensions) => new(
        [.. Enumerable.Range(0, taskCount).Select(_ => Enumerable.Range(0, dimensions).Select(_ => (2 * random.NextDouble()) - 1).ToArray())],
        [.. Enumerable.Range(0, taskCount).Select(_ => 0.1 + random.NextDouble())]);

    public static EngineStep Of(JsonElement input) =>
        new(ReferenceFiles.Rows(input.GetProperty("gradients")), ReferenceFiles.Numbers(input.GetProperty("losses")));

    /// <summary>Replays a recorded run, and compares every update and, where it has them, the weights times a factor.</summary>
    public static void AssertReplays(IWeighting weighting, JsonElement run, double weightFactor = 1)
    {
        int iteration = 0;
        foreach (JsonElement recorded in run.GetProperty("steps").EnumerateArray())
        {
            EngineStep step = Of(recorded.GetProperty("input"));
            Outcome outcome = step.Run(weighting, ++iteration);
            JsonElement output = recorded.GetProperty("output");
            (double relative, double absolute) = (run.GetProperty("rtol").GetDouble(), run.GetProperty("atol").GetDouble());

            Near.AssertEqual(ReferenceFiles.Numbers(output.GetProperty("update")), [.. outcome.Update.Select(value => weightFactor * value)], relative, absolute);
            if (output.TryGetProperty("weights", out JsonElement weights))
            {
                Near.AssertEqual(ReferenceFiles.Numbers(weights), [.. outcome.Weights.Select(value => weightFactor * value)], relative, absolute);
            }

            Assert.Equal(Guards.None, outcome.Certificate.Guards);
        }

        Assert.True(iteration > 1);
    }

    /// <summary>The recorded runs of a method; none where the files are missing.</summary>
    public static IEnumerable<JsonElement> Runs(string method) => ReferenceFiles.Folder is null
        ? []
        : ReferenceFiles.Read("trajectories.json").EnumerateArray().Where(run => run.GetProperty("method").GetString() == method);

    public EngineStep Scaled(params double[] factors) => this with
    {
        Gradients = [.. Gradients.Select((gradient, task) => gradient.Select(value => value * factors[task]).ToArray())],
        Losses = [.. Losses.Select((loss, task) => loss * factors[task])],
    };

    /// <summary>Transforms, weighs and combines, as a training step does.</summary>
    public Outcome Run(IWeighting weighting, int iteration = 1)
    {
        using TensorScope scope = new();
        TaskGradients gradients = new([.. Gradients.Select(Parts)]);
        ((ITransformsGradients)weighting).Transform(Evidence(gradients, iteration), gradients);
        double[] weights = new double[Losses.Length];
        Certificate certificate = weighting.Weigh(Evidence(gradients, iteration), weights);
        Tensor?[] combined = new Tensor?[gradients.PartCount];
        gradients.Combine(weights, combined);
        Near.AssertFinite(weights);
        return new Outcome(weights, [.. combined.SelectMany((part, index) => part?.To(ScalarType.Float64).ToArray<double>() ?? new double[Length(index)])], certificate);
    }

    private StepEvidence Evidence(TaskGradients gradients, int iteration)
    {
        Gramian gramian = new(gradients.InnerProducts());
        return new StepEvidence { Iteration = iteration, Losses = Losses, GradientNorms = gramian.Norms(), Gramian = gramian };
    }

    private int Length(int part) => part == 0 ? (Gradients[0].Length + 1) / 2 : Gradients[0].Length / 2;

    private Tensor?[] Parts(double[] gradient) => [Part(gradient[..Length(0)]), Part(gradient[Length(0)..])];

    private Tensor? Part(double[] values) => ZeroIsNull && Array.TrueForAll(values, value => value == 0) ? null : Tensor.From(values).To(Type);

    internal sealed record Outcome(double[] Weights, double[] Update, Certificate Certificate);
}
