using AutoScale.Numerics;
using AutoScale.Torch;
using AutoScale.Training.Methods;

namespace AutoScale.Training.Steps;

/// <summary>Gives a method that looks ahead its probe before every update.</summary>
internal sealed class LookAhead(ILooksAhead method, IProblem problem, MultiTaskModel model, TrainingOptions options)
{
    private readonly DataOrder _order = new(
        problem.Validation.Count, Math.Min(options.BatchSize, problem.Validation.Count), options.Seed, RandomUse.ValidationOrder);

    /// <summary>Lets the method look.</summary>
    /// <param name="iteration">The coming update, 1 to T.</param>
    /// <param name="batch">Its samples.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void Run(int iteration, Batch batch, double learningRate)
    {
        using TensorScope scope = new();
        ulong seed = new SplitMix(options.Seed, (int)RandomUse.Step, iteration).NextBits();
        Batch? validation = null;
        StepProbe probe = new(
            model,
            problem.Tasks,
            batch,
            () => validation ??= problem.Validation.Load(_order.At(iteration), options.Device),
            () => Torch.Torch.Seed(seed))
        {
            Iteration = iteration,
            LearningRate = learningRate,
        };
        method.LookAhead(probe);
        Torch.Torch.Seed(seed);
    }
}
