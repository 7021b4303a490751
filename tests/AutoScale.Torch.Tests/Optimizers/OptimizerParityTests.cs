using AutoScale.Torch.Tests.Layers;

namespace AutoScale.Torch.Tests.Optimizers;

/// <summary>Twenty random steps in double precision against the papers' formulas, written out number by number.</summary>
public class OptimizerParityTests
{
    private const int Steps = 20;
    private const double Rate = 0.03;

    private static readonly long[][] _shapes = [[3, 2], [4], [], [2, 1, 2]];

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.1, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 0.1, false)]
    [InlineData(0.9, 0.1, true)]
    public void Step_Sgd_FollowsItsFormulas(double momentum, double decay, bool nesterov) =>
        Compare(parameters => new Sgd(parameters, Rate, momentum, decay, nesterov), (state, p, gradient, _) =>
        {
            double g = gradient + (decay * p);
            state.First = (momentum * state.First) + g;
            return p - (Rate * (nesterov ? g + (momentum * state.First) : state.First));
        });

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0)]
    [InlineData(0.9, 0.999, 1e-8, 0.1)]
    [InlineData(0.5, 0.7, 0.1, 0.1)]
    [InlineData(0, 0.9, 1e-8, 0)]
    public void Step_Adam_FollowsItsFormulas(double beta1, double beta2, double epsilon, double decay) =>
        Compare(
            parameters => new Adam(parameters, Rate, decay, new AdamMoments { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon }),
            (state, p, gradient, step) => p - state.AdamStep(gradient + (decay * p), step, beta1, beta2, epsilon));

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0)]
    [InlineData(0.9, 0.999, 1e-8, 0.1)]
    [InlineData(0.5, 0.7, 0.1, 0.1)]
    public void Step_AdamW_FollowsItsFormulas(double beta1, double beta2, double epsilon, double decay) =>
        Compare(
            parameters => new AdamW(parameters, Rate, decay, new AdamMoments { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon }),
            (state, p, gradient, step) => p - (Rate * decay * p) - state.AdamStep(gradient, step, beta1, beta2, epsilon));

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void Load_StateOfStepTen_ContinuesBitForBit(string kind)
    {
        using TensorScope scope = new();
        Tensor[] whole = Parameters();
        Tensor[] resumed = Parameters();
        using Optimizer uninterrupted = Create(kind, whole);
        using MemoryStream file = new();
        using (Optimizer first = Create(kind, resumed))
        {
            for (int step = 0; step < 10; step++)
            {
                uninterrupted.Step(Gradients(step));
                first.Step(Gradients(step));
            }

            Safetensors.Write(file, first.State());
        }

        file.Position = 0;
        using Optimizer second = Create(kind, resumed);
        second.Load(Safetensors.Read(file).Tensors);
        for (int step = 10; step < Steps; step++)
        {
            uninterrupted.Step(Gradients(step));
            second.Step(Gradients(step));
        }

        for (int index = 0; index < whole.Length; index++)
        {
            Assert.Equal(whole[index].Detach().ToArray<float>(), resumed[index].Detach().ToArray<float>());
        }

        Assert.Equal(Bytes(uninterrupted), Bytes(second));
    }

    [Fact]
    public void Load_StateOfAnotherOptimizer_ListsWhatDoesNotFit()
    {
        using TensorScope scope = new();
        using Optimizer momentum = Create("sgd", Parameters());
        using Optimizer adam = Create("adam", Parameters());

        ArgumentException exception = Assert.Throws<ArgumentException>(() => adam.Load(momentum.State()));

        Assert.Contains("does not fit Adam: missing: first_moment.0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected: velocity.0", exception.Message, StringComparison.Ordinal);
    }

    private static void Compare(Func<Tensor[], Optimizer> create, Func<Moments, double, double, int, double> move)
    {
        using TensorScope scope = new();
        Random random = new(3);
        Tensor[] parameters = [.. _shapes.Select(shape => Values.Normal(random, shape))];
        double[][] expected = [.. parameters.Select(Values.Of)];
        Moments[][] states = [.. expected.Select(values => values.Select(_ => new Moments()).ToArray())];
        using Optimizer optimizer = create(parameters);
        for (int step = 1; step <= Steps; step++)
        {
            Tensor[] gradients = [.. _shapes.Select(shape => Values.Normal(random, shape))];
            optimizer.Step(gradients);
            for (int index = 0; index < parameters.Length; index++)
            {
                double[] gradient = Values.Of(gradients[index]);
                for (int element = 0; element < gradient.Length; element++)
                {
                    expected[index][element] = move(states[index][element], expected[index][element], gradient[element], step);
                }

                Values.AssertClose(expected[index], parameters[index], 1e-13);
            }
        }
    }

    private static Optimizer Create(string kind, Tensor[] parameters) => kind switch
    {
        "sgd" => new Sgd(parameters, Rate, 0.9, 0.01, nesterov: true),
        "adam" => new Adam(parameters, Rate, 0.01),
        _ => new AdamW(parameters, Rate, 0.01),
    };

    private static Tensor[] Parameters()
    {
        Random random = new(8);
        return [.. _shapes.Select(shape => Values.Normal(random, shape).To(ScalarType.Float32))];
    }

    private static Tensor?[] Gradients(int step)
    {
        Random random = new(100 + step);
        Tensor?[] gradients = [.. _shapes.Select(shape => Values.Normal(random, shape).To(ScalarType.Float32))];
        gradients[1] = step % 3 == 0 ? null : gradients[1]; // uneven step counts must survive too
        return gradients;
    }

    private static byte[] Bytes(Optimizer optimizer)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, optimizer.State());
        return stream.ToArray();
    }

    private sealed class Moments
    {
        public double First { get; set; }

        public double Second { get; set; }

        public double AdamStep(double gradient, int step, double beta1, double beta2, double epsilon)
        {
            First = (beta1 * First) + ((1 - beta1) * gradient);
            Second = (beta2 * Second) + ((1 - beta2) * gradient * gradient);
            double mean = First / (1 - Math.Pow(beta1, step));
            double square = Second / (1 - Math.Pow(beta2, step));
            return Rate * mean / (Math.Sqrt(square) + epsilon);
        }
    }
}
