using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training;

/// <summary>How to train: everything that shapes the result apart from the problem and the weighting.</summary>
public sealed record TrainingOptions
{
    /// <summary>Number of updates T. At least 1.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples per update. 1 to the size of the training split.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The update rule. Default Adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate before the schedule's factor. Above 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Weight decay; its form is the optimizer's. Default 0, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Momentum of SGD; Adam and AdamW ignore it. Default 0, at least 0 and below 1.</summary>
    public double Momentum { get; init; }

    /// <summary>Factor on the learning rate over the run. Default constant.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Seed of parameters, data order, dropout and sampling. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Where the network lives. Default the CPU.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Which gradient the heads get. Default weighted.</summary>
    public HeadGradient HeadGradient { get; init; } = HeadGradient.Weighted;

    /// <summary>To what the weights of a step add up. Default K.</summary>
    public WeightScale WeightScale { get; init; } = WeightScale.SumToK;

    /// <summary>On what the gradients that the weighting sees are taken. Default all shared parameters.</summary>
    public GradientScope GradientScope { get; init; } = GradientScope.SharedParameters;

    /// <summary>What to do when a loss turns NaN or infinite. Default throw.</summary>
    public NonFiniteLossPolicy NonFiniteLoss { get; init; } = NonFiniteLossPolicy.Throw;

    /// <summary>Iterations between evaluations on the validation split; the last iteration is always evaluated. Default 100, at least 1.</summary>
    public int ValidateEvery { get; init; } = 100;

    /// <summary>Iterations between checkpoints; the last iteration always writes one. Default 100, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>The weighting's name in traces and messages. Default null: the name of its type.</summary>
    public string? Method { get; init; }

    /// <summary>The method's settings as text; part of what a checkpoint must agree with to be resumed. Default none.</summary>
    public string MethodSettings { get; init; } = "";

    /// <summary>Checks every value against its range.</summary>
    /// <param name="trainingSamples">Size of the training split.</param>
    /// <exception cref="ArgumentException">Values are out of range; the message lists every one of them with what is valid.</exception>
    public void Validate(int trainingSamples)
    {
        List<string> errors = [];
        Require(Iterations >= 1, $"iterations must be at least 1, got {Iterations}");
        Require(BatchSize >= 1 && BatchSize <= trainingSamples, $"batch must be 1 to {trainingSamples} (the training samples), got {BatchSize}");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), $"learning rate must be above 0, got {LearningRate}");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), $"weight decay must be at least 0, got {WeightDecay}");
        Require(Momentum >= 0 && Momentum < 1, $"momentum must be at least 0 and below 1, got {Momentum}");
        Require(ValidateEvery >= 1, $"validate-every must be at least 1, got {ValidateEvery}");
        Require(CheckpointEvery >= 1, $"checkpoint-every must be at least 1, got {CheckpointEvery}");
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", errors) + ".");
        }

        void Require(bool valid, FormattableString message)
        {
            if (!valid)
            {
                errors.Add(FormattableString.Invariant(message));
            }
        }
    }
}
