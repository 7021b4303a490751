using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>How a method moves the numbers that it learns beside the network: with an optimizer of their own, not the network's.</summary>
public sealed record ScalarLearning
{
    private static readonly ScalarLearning _defaults = new();

    /// <summary>η, the learning rate. Above 0. Default 0.025, GradNorm's in its paper and nash-mtl's for the parameters of methods.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>The optimizer. Default <see cref="ScalarOptimizer.Adam"/>, whose steps do not depend on the unit of the losses.</summary>
    public ScalarOptimizer Optimizer { get; init; } = ScalarOptimizer.Adam;

    /// <summary>The two options of a method that learns numbers.</summary>
    internal static IReadOnlyList<OptionDescriptor> Options { get; } =
    [
        new("learning-rate", MethodOptions.Format(_defaults.LearningRate), "Learning rate of what the method learns.", "a number above 0"),
        new("optimizer", MethodOptions.Format(_defaults.Optimizer), "Optimizer of what the method learns.", "sgd or adam"),
    ];

    /// <summary>Reads the two options.</summary>
    internal static ScalarLearning Read(MethodOptions options) => new()
    {
        LearningRate = options.Number("learning-rate", value => value > 0),
        Optimizer = options.Choice<ScalarOptimizer>("optimizer"),
    };

    /// <summary>Throws an <see cref="ArgumentException"/> that says what is valid unless every setting is in its range.</summary>
    internal void Check()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentException($"LearningRate is {LearningRate}: expected a number above 0.");
        }

        if (!Enum.IsDefined(Optimizer))
        {
            throw new ArgumentException($"Optimizer is {Optimizer}: expected Sgd or Adam.");
        }
    }
}
