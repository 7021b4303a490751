namespace AutoScale.Torch;

/// <summary>Batch normalisation per channel: y = γ·(x − μ)/√(σ² + ε) + β.</summary>
/// <remarks>
/// <para>Input and output [N, features, H, W]. In training μ and σ² are those of the batch over N, H and W (σ² divided by the count), in
/// evaluation they are the running ones, r ← (1 − momentum)·r + momentum·batch (there σ² is divided by the count − 1).</para>
/// <para>Source: Ioffe and Szegedy, "Batch Normalization", 2015, arXiv:1502.03167. Deviation from PyTorch: a training pass under
/// <see cref="Autograd.NoGradient"/> uses the batch but does not move the running statistics. A look at the losses is not a lesson: a
/// method that evaluates the batch once more after the update must not change what the model has learned.</para>
/// </remarks>
public sealed class BatchNorm2d : Layer
{
    private readonly BatchNormParameters _lesson;
    private readonly BatchNormParameters _look;

    /// <summary>Creates the layer: γ = 1, β = 0, running mean 0, running variance 1.</summary>
    /// <param name="features">Channels. At least 1.</param>
    /// <param name="momentum">Share of the newest batch in the running statistics, in [0, 1].</param>
    /// <param name="epsilon">ε, added to the variance, in squared units of the input. Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public BatchNorm2d(long features, double momentum = 0.1, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (!(momentum >= 0 && momentum <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum of BatchNorm2d must be in [0, 1].");
        }

        if (!(epsilon > 0 && double.IsFinite(epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The epsilon of BatchNorm2d must be finite and above 0.");
        }

        Weight = RegisterParameter("weight", Tensor.Ones([features]));
        Bias = RegisterParameter("bias", Tensor.Zeros([features]));
        RunningMean = RegisterBuffer("running_mean", Tensor.Zeros([features]));
        RunningVariance = RegisterBuffer("running_var", Tensor.Ones([features]));
        _look = new BatchNormParameters { Weight = Weight, Bias = Bias, Momentum = momentum, Epsilon = epsilon };
        _lesson = _look with { RunningMean = RunningMean, RunningVariance = RunningVariance };
    }

    /// <summary>γ, shape [features].</summary>
    public Tensor Weight { get; }

    /// <summary>β, shape [features].</summary>
    public Tensor Bias { get; }

    /// <summary>The mean that evaluation uses, shape [features].</summary>
    public Tensor RunningMean { get; }

    /// <summary>The variance that evaluation uses, shape [features].</summary>
    public Tensor RunningVariance { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        Functional.BatchNorm2d(input, IsTraining && !Autograd.IsRecording ? _look : _lesson, IsTraining);
}
