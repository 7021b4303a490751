namespace AutoScale.Torch;

/// <content>Losses. Each is a scalar: the mean over all elements, or over all that count.</content>
public static partial class Functional
{
    private const long MeanReduction = 1; // at::Reduction::Mean

    private static readonly TorchOperator _crossEntropy = new("aten::cross_entropy_loss");
    private static readonly TorchOperator _negativeLogLikelihood = new("aten::nll_loss_nd");
    private static readonly TorchOperator _binaryCrossEntropy = new("aten::binary_cross_entropy_with_logits");
    private static readonly TorchOperator _l1Loss = new("aten::l1_loss");
    private static readonly TorchOperator _meanSquaredError = new("aten::mse_loss");
    private static readonly TorchOperator _smoothL1Loss = new("aten::smooth_l1_loss");
    private static readonly TorchOperator _cosineSimilarity = new("aten::cosine_similarity");

    /// <summary>−log softmax(logits)[target], averaged over the targets that are not ignored.</summary>
    /// <param name="logits">[B, C] or [B, C, ...], one number per class.</param>
    /// <param name="target">Int64 [B] or [B, ...], classes 0 to C − 1.</param>
    /// <param name="ignoreIndex">The target that does not count.</param>
    /// <returns>A scalar, nats; NaN when no target counts.</returns>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, long ignoreIndex = -100)
    {
        OperatorCall call = new(_crossEntropy);
        call.Add(Checked(logits)).Add(Checked(target)).AddNone().Add(MeanReduction).Add(ignoreIndex);
        return call.Run();
    }

    /// <summary>−logProbabilities[target], averaged over the targets that are not ignored.</summary>
    /// <param name="logProbabilities">[B, C] or [B, C, ...], as <see cref="Tensor.LogSoftmax"/> gives.</param>
    /// <param name="target">Int64 [B] or [B, ...], classes 0 to C − 1.</param>
    /// <param name="ignoreIndex">The target that does not count.</param>
    /// <returns>A scalar, nats; NaN when no target counts.</returns>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tensor target, long ignoreIndex = -100)
    {
        OperatorCall call = new(_negativeLogLikelihood);
        call.Add(Checked(logProbabilities)).Add(Checked(target)).AddNone().Add(MeanReduction).Add(ignoreIndex);
        return call.Run();
    }

    /// <summary>The mean of −w·(p·t·log σ(x) + (1 − t)·log(1 − σ(x))).</summary>
    /// <param name="logits">x, any shape.</param>
    /// <param name="target">t in [0, 1], same shape and type.</param>
    /// <param name="weight">w, broadcast to that shape; null for 1.</param>
    /// <param name="positiveWeight">p, broadcast to that shape; null for 1.</param>
    /// <returns>A scalar, nats.</returns>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target, Tensor? weight = null, Tensor? positiveWeight = null)
    {
        OperatorCall call = new(_binaryCrossEntropy);
        call.Add(Checked(logits)).Add(Checked(target)).Add(weight).Add(positiveWeight).Add(MeanReduction);
        return call.Run();
    }

    /// <summary>The mean of |prediction − target|.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <returns>A scalar in the inputs' unit.</returns>
    public static Tensor L1Loss(Tensor prediction, Tensor target) => Loss(_l1Loss, prediction, target);

    /// <summary>The mean of (prediction − target)².</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <returns>A scalar in the inputs' unit, squared.</returns>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target) => Loss(_meanSquaredError, prediction, target);

    /// <summary>The mean of ½d²/β where d = |prediction − target| is below β, and of d − ½β elsewhere.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="beta">β, where the square turns into a line; greater than 0.</param>
    /// <returns>A scalar in the inputs' unit.</returns>
    public static Tensor SmoothL1Loss(Tensor prediction, Tensor target, double beta = 1)
    {
        OperatorCall call = new(_smoothL1Loss);
        call.Add(Checked(prediction)).Add(Checked(target)).Add(MeanReduction).Add(beta);
        return call.Run();
    }

    /// <summary>The cosine a·b / (‖a‖·‖b‖) of the angle between vectors along a dimension.</summary>
    /// <param name="first">Any shape.</param>
    /// <param name="second">The same shape.</param>
    /// <param name="dimension">The dimension the vectors lie along, which vanishes.</param>
    /// <param name="epsilon">The least norm, against division by 0.</param>
    /// <returns>Cosines in [−1, 1].</returns>
    public static Tensor CosineSimilarity(Tensor first, Tensor second, long dimension = 1, double epsilon = 1e-8)
    {
        OperatorCall call = new(_cosineSimilarity);
        call.Add(Checked(first)).Add(Checked(second)).Add(dimension).Add(epsilon);
        return call.Run();
    }

    private static Tensor Loss(TorchOperator callee, Tensor prediction, Tensor target)
    {
        OperatorCall call = new(callee);
        call.Add(Checked(prediction)).Add(Checked(target)).Add(MeanReduction);
        return call.Run();
    }
}
