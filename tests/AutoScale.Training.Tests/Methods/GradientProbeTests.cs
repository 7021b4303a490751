using AutoScale.Diagnoses;
using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public sealed class GradientProbeTests
{
    private static readonly TrainingOptions _options = new() { Iterations = 20, BatchSize = 8, LearningRate = 0.01 };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    public void Layers_OfASeededProblem_AddUpToTheWholeGramian(int seed, bool isTied)
    {
        using TinyProblem problem = new(taskCount: 3) { IsTied = isTied };
        GradientProbe probe = new();
        using Trainer trainer = new(problem, probe, _options with { Seed = seed }, folder: null, TimeProvider.System);

        trainer.Probe(5, new SilentObserver(), CancellationToken.None);

        IReadOnlyList<LayerTrace> layers = probe.Layers(trainer.Model);
        Assert.Equal([("first", (4 * 6) + 6L), ("second", (6 * 5) + 5L)], layers.Select(layer => (layer.Name, layer.ParameterCount)));
        Assert.Equal(5, probe.Records.Count);
        for (int step = 0; step < 5; step++)
        {
            Gramian whole = probe.Records[step].Gramian!;
            for (int entry = 0; entry < 9; entry++)
            {
                double sum = layers.Sum(layer => layer.Gramians[step].Entries[entry]);
                Assert.Equal(whole.Entries[entry], sum, 1e-12 * whole.LargestSquaredNorm);
            }
        }
    }

    [Fact]
    public void Probe_SomeSteps_TrainsAsUnitaryDoes()
    {
        using TinyProblem problem = new();
        using Trainer probed = new(problem, new GradientProbe(), _options, folder: null, TimeProvider.System);
        using Trainer unitary = new(problem, new Unitary(), _options, folder: null, TimeProvider.System);

        probed.Probe(4, new SilentObserver(), CancellationToken.None);
        unitary.Probe(4, new SilentObserver(), CancellationToken.None);

        Assert.All(probed.Model.Parameters().Zip(unitary.Model.Parameters()), pair =>
            Assert.Equal(pair.Second.Detach().Reshape(-1).ToArray<float>(), pair.First.Detach().Reshape(-1).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void Probe_StepsOutsideTheRun_AreRefused(int steps)
    {
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new GradientProbe(), _options, folder: null, TimeProvider.System);

        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Probe(steps, new SilentObserver(), CancellationToken.None));
    }

    [Fact]
    public void InnerProducts_OfAPartNoTaskReaches_AreZero()
    {
        using TensorScope scope = new();
        TaskGradients gradients = new([[Tensor.From([1f, 2f], 2), null], [Tensor.From([3f, 0f], 2), null]]);

        Assert.Equal([5, 3, 3, 9], gradients.InnerProducts(0));
        Assert.Equal([0, 0, 0, 0], gradients.InnerProducts(1));
        Assert.Equal(gradients.InnerProducts(), gradients.InnerProducts(0));
    }
}
