using AutoScale.Torch.Tests.Layers;

namespace AutoScale.Torch.Tests.Optimizers;

public sealed class OptimizerTests : IDisposable
{
    private const double Tolerance = 1e-14;

    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Step_Sgd_GoesAgainstTheGradient()
    {
        Tensor parameter = Parameter(1, -2);
        using Sgd optimizer = new([parameter], 0.1);

        optimizer.Step([Tensor.From([0.5, 4.0], 2)]);

        Values.AssertClose([0.95, -2.4], parameter, Tolerance);
    }

    [Fact]
    public void Step_SgdWithMomentumAndDecay_FollowsTheHandComputedSteps()
    {
        Tensor parameter = Parameter(1);
        using Sgd optimizer = new([parameter], 0.1, momentum: 0.5, weightDecay: 0.2);

        optimizer.Step([Tensor.From([1.0], 1)]); // g = 1 + 0.2 = 1.2, v = 1.2
        Values.AssertClose([0.88], parameter, Tolerance);

        optimizer.Step([Tensor.From([1.0], 1)]); // g = 1 + 0.176, v = 0.6 + 1.176 = 1.776
        Values.AssertClose([0.7024], parameter, Tolerance);
    }

    [Fact]
    public void Step_SgdWithNesterov_LooksAhead()
    {
        Tensor parameter = Parameter(1);
        using Sgd optimizer = new([parameter], 0.1, momentum: 0.5, nesterov: true);

        optimizer.Step([Tensor.From([1.0], 1)]); // v = 1, step along 1 + 0.5

        Values.AssertClose([0.85], parameter, Tolerance);
    }

    [Fact]
    public void Step_AdamAtFirst_MovesByTheRateWhateverTheScale()
    {
        Tensor parameter = Parameter(1, 1, 1);
        using Adam optimizer = new([parameter], 0.01);

        optimizer.Step([Tensor.From([1e-3, -1e3, 0], 3)]); // m̂ = g and v̂ = g²

        Values.AssertClose([1 - (0.01 * 1e-3 / (1e-3 + 1e-8)), 1.01, 1], parameter, 1e-12);
    }

    [Fact]
    public void Step_AdamWithoutGradient_DecaysThroughTheMomentsAndAdamWByItself()
    {
        Tensor coupled = Parameter(2);
        Tensor decoupled = Parameter(2);
        using Adam adam = new([coupled], 0.01, weightDecay: 0.1);
        using AdamW adamW = new([decoupled], 0.01, weightDecay: 0.1);

        adam.Step([Tensor.From([0.0], 1)]); // the decay alone is the gradient, so the step is the rate
        adamW.Step([Tensor.From([0.0], 1)]); // 2·(1 − 0.01·0.1)

        Values.AssertClose([1.99], coupled, 1e-8);
        Values.AssertClose([1.998], decoupled, Tolerance);
    }

    [Fact]
    public void Step_WithDecay_LeavesTheGradientsAsTheyWere()
    {
        Tensor gradient = Tensor.From([0.25], 1);
        foreach (Optimizer optimizer in All([Parameter(1)]))
        {
            optimizer.Step([gradient]);
            optimizer.Step([gradient]);
            Values.AssertClose([0.25], gradient, 0);
        }
    }

    [Fact]
    public void Step_ParameterWithoutGradient_StaysWithItsState()
    {
        // The second parameter joins at step 3 and must move as if the run began there.
        for (int kind = 0; kind < All([Parameter(0)]).Length; kind++)
        {
            Tensor first = Parameter(1);
            Tensor late = Parameter(1);
            Tensor reference = Parameter(1);
            using Optimizer joint = All([first, late])[kind];
            using Optimizer alone = All([reference])[kind];
            for (int step = 0; step < 6; step++)
            {
                using Tensor gradient = Tensor.From([Math.Cos(step)], 1);
                joint.Step([gradient, step < 3 ? null : gradient]);
                Assert.Equal(step < 3 ? 1 : Values.Of(late)[0], Values.Of(late)[0]);
                if (step >= 3)
                {
                    alone.Step([gradient]);
                }
            }

            Assert.Equal(Values.Of(reference), Values.Of(late));
            Assert.NotEqual(Values.Of(first), Values.Of(late));
        }
    }

    [Fact]
    public void Step_NoGradientAtAll_ChangesNothing()
    {
        foreach (Optimizer optimizer in All([Parameter(3)]))
        {
            optimizer.Step([null]);
            optimizer.Step();

            Values.AssertClose([3], optimizer.Parameters[0], 0);
        }
    }

    [Fact]
    public void Step_AfterBackward_UsesTheGradientsInTheParameters()
    {
        Tensor parameter = Parameter(3);
        using Sgd optimizer = new([parameter], 0.5);

        Autograd.Backward(parameter.Square().Sum()); // gradient 6
        optimizer.Step();
        Values.AssertClose([0], parameter, Tolerance);

        optimizer.ZeroGradient();
        Autograd.Backward(parameter.Sum());
        optimizer.Step(); // gradient 1, not 7
        Values.AssertClose([-0.5], parameter, Tolerance);
        Assert.True(parameter.RequiresGradient);
    }

    [Fact]
    public void Step_WhileRecording_IsNotRecorded()
    {
        foreach (Optimizer optimizer in All([Parameter(1)]))
        {
            optimizer.Step([Tensor.From([1.0], 1)]);

            optimizer.ZeroGradient();
            Assert.True(Autograd.IsRecording);
            Autograd.Backward(optimizer.Parameters[0].Sum()); // fails if the parameter were no leaf any more
            Values.AssertClose([1], optimizer.Parameters[0].Gradient!, 0);
        }
    }

    [Fact]
    public void Step_GradientsThatDoNotFit_ThrowsBeforeMovingAnything()
    {
        foreach (Optimizer optimizer in All([Parameter(1), Parameter(1, 2)]))
        {
            Tensor one = Tensor.From([1.0], 1);

            Assert.Throws<ArgumentException>(() => optimizer.Step([one]));
            ArgumentException exception = Assert.Throws<ArgumentException>(() => optimizer.Step([one, one])); // would broadcast silently
            Assert.Contains("Gradient 1", exception.Message, StringComparison.Ordinal);
            Values.AssertClose([1], optimizer.Parameters[0], 0);
        }
    }

    [Fact]
    public void Constructor_ArgumentsOutsideTheirRanges_Throws()
    {
        Tensor[] parameters = [Parameter(1)];

        Assert.Throws<ArgumentException>(() => new Sgd([], 0.1));
        Assert.Throws<ArgumentException>(() => new Sgd([parameters[0], parameters[0]], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, 0.1, momentum: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, 0.1, weightDecay: -1));
        Assert.Throws<ArgumentException>(() => new Sgd(parameters, 0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, weightDecay: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, moments: new AdamMoments { Beta1 = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(parameters, moments: new AdamMoments { Beta2 = -0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(parameters, moments: new AdamMoments { Epsilon = double.NaN }));
    }

    private static Tensor Parameter(params double[] values)
    {
        Tensor parameter = Tensor.From(values, values.Length);
        parameter.RequiresGradient = true;
        return parameter;
    }

    private static Optimizer[] All(Tensor[] parameters) =>
    [
        new Sgd(parameters, 0.1),
        new Sgd(parameters, 0.1, 0.9, 0.01),
        new Adam(parameters, 0.1, 0.01),
        new AdamW(parameters, 0.1, 0.01),
    ];
}
