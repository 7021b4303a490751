namespace AutoScale.Training.Methods;

/// <summary>The settings of <see cref="AutoLambda"/>.</summary>
public sealed record AutoLambdaOptions
{
    /// <summary>Learning rate of the weights: about how far one moves in a step. Above 0. Default 0.001, ours; the authors' code has 1e-4 for NYUv2.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Every weight at the start. Above 0. Default 0.1, as in the authors' code.</summary>
    public double InitialWeight { get; init; } = 0.1;

    /// <summary>The tasks, 0 to K − 1, whose validation losses count; empty, the default, means all of them.</summary>
    public IReadOnlyList<int> PrimaryTasks { get; init; } = [];

    /// <summary>How far the finite difference moves all parameters together, as a Euclidean length. Above 0. Default 0.01, as in the authors' code.</summary>
    public double Difference { get; init; } = 0.01;
}
