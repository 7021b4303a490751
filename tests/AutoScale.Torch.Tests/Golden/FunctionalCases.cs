using static AutoScale.Torch.Tests.Golden.ElementwiseCases;
using static AutoScale.Torch.Tests.Golden.GoldenCase;

namespace AutoScale.Torch.Tests.Golden;

/// <summary>What layers, losses and optimizers are made of.</summary>
internal static class FunctionalCases
{
    public static IEnumerable<GoldenCase> All => [.. Layers, .. Losses, .. Lists];

    private static double Ln2 => Math.Log(2);

    private static double Ln3 => Math.Log(3);

    private static GoldenCase[] Layers =>
    [
        Of("aten::linear", () => Functional.Linear(M(1, 2, 1, 2), M(3, 2, 1, 0, 0, 1, 1, 1), V(10, 20, 30)), [1, 3], 11, 22, 33),
        Of("aten::conv2d", () => Functional.Conv2d(Image(3, 3), Window), [1, 1, 2, 2], 12, 16, 24, 28),
        Of("aten::conv2d", () => Functional.Conv2d(Image(3, 3), Window, V(100), 2, padding: 1), [1, 1, 2, 2], 101, 105, 111, 128),
        Of("aten::batch_norm", () => Functional.BatchNorm2d(Pair, new() { Weight = V(2), Bias = V(5), Epsilon = 0 }, true), [2, 1, 1, 1], 3, 7),
        Of("aten::batch_norm", () => Functional.BatchNorm2d(Pair, Running, training: false), [2, 1, 1, 1], 0, 1),
        Vector("aten::batch_norm", () => RunningMeanAfter(Pair), 0.2), // a tenth of the way from 0 to 2
        Of("aten::max_pool2d", () => Functional.MaxPool2d(Image(4, 4), 2), [1, 1, 2, 2], 6, 8, 14, 16),
        Of("aten::max_pool2d", () => Functional.MaxPool2d(Image(3, 3), 2, stride: 1), [1, 1, 2, 2], 5, 6, 8, 9),
        Of("aten::avg_pool2d", () => Functional.AveragePool2d(Image(4, 4), 2), [1, 1, 2, 2], 3.5, 5.5, 11.5, 13.5),
        Of("aten::adaptive_avg_pool2d", () => Functional.AdaptiveAveragePool2d(Image(4, 4), 1, 2), [1, 1, 1, 2], 7.5, 9.5),
        Of("aten::upsample_bilinear2d", () => Functional.UpsampleBilinear2d(Image(1, 2), 1, 4), [1, 1, 1, 4], 1, 1.25, 1.75, 2),
        Of("aten::upsample_bilinear2d", () => Functional.UpsampleBilinear2d(Image(1, 2), 1, 3, true), [1, 1, 1, 3], 1, 1.5, 2),
        Vector("aten::dropout", () => Functional.Dropout(V(1, 2), 0.5, training: false), 1, 2),
        Promise("aten::dropout", DropsHalfAndDoublesTheRest),
    ];

    private static GoldenCase[] Losses =>
    [
        Number("aten::cross_entropy_loss", () => Functional.CrossEntropy(M(2, 2, 0, Ln3, 5, 5), Labels(1, 0)), (Math.Log(4.0 / 3) + Ln2) / 2),
        Number("aten::cross_entropy_loss", () => Functional.CrossEntropy(M(2, 2, 0, 9, 5, 5), Labels(-1, 0), ignoreIndex: -1), Ln2),
        Number("aten::nll_loss_nd", () => Functional.NegativeLogLikelihood(M(2, 2, -1, -2, -3, -4), Labels(1, 0)), 2.5),
        Number("aten::binary_cross_entropy_with_logits", () => Functional.BinaryCrossEntropyWithLogits(V(0, Ln3), V(1, 0)), 1.5 * Ln2),
        Number(
            "aten::binary_cross_entropy_with_logits",
            () => Functional.BinaryCrossEntropyWithLogits(V(0, Ln3), V(1, 0), weight: V(1, 0.5), positiveWeight: V(3)),
            ((3 * Ln2) + (0.5 * Math.Log(4))) / 2),
        Number("aten::l1_loss", () => Functional.L1Loss(V(1, 5), V(2, 2)), 2),
        Number("aten::mse_loss", () => Functional.MeanSquaredError(V(1, 5), V(2, 2)), 5),
        Number("aten::smooth_l1_loss", () => Functional.SmoothL1Loss(V(0.5, 5), V(0, 2)), (0.125 + 2.5) / 2),
        Vector("aten::cosine_similarity", () => Functional.CosineSimilarity(M(2, 2, 1, 0, 3, 4), M(2, 2, 0, 2, 3, 4)), 0, 1),
    ];

    private static GoldenCase[] Lists =>
    [
        Vector("aten::_foreach_add_.Scalar", () => After(a => ForEach.AddInPlace(a, 10)), 11, 12, 13),
        Vector("aten::_foreach_add_.List", () => After(a => ForEach.AddInPlace(a, B, -1)), -3, -3, -3),
        Vector("aten::_foreach_mul_.Scalar", () => After(a => ForEach.MultiplyInPlace(a, 2)), 2, 4, 6),
        Vector("aten::_foreach_mul_.List", () => After(a => ForEach.MultiplyInPlace(a, B)), 4, 10, 18),
        Vector("aten::_foreach_div_.Scalar", () => After(a => ForEach.DivideInPlace(a, 2)), 0.5, 1, 1.5),
        Vector("aten::_foreach_addcmul_.Scalar", () => After(a => ForEach.AddProductInPlace(a, B, B, 0.5)), 9, 14.5, 21),
        Vector("aten::_foreach_addcdiv_.Scalar", () => After(a => ForEach.AddQuotientInPlace(a, B, B, 0.5)), 1.5, 2.5, 3.5),
        Vector("aten::_foreach_zero_", () => After(a => ForEach.ZeroInPlace(a)), 0, 0, 0),
        Vector("aten::_foreach_sqrt", () => Tensor.Cat(ForEach.Sqrt([V(4, 9), V(16)])), 2, 3, 4),
        Vector("aten::_foreach_mul.Scalar", () => Tensor.Cat(ForEach.Multiply(B, 10)), 40, 50, 60),
        Vector("aten::_foreach_add.List", () => Tensor.Cat(ForEach.Add(B, B, 2)), 12, 15, 18),
    ];

    private static Tensor[] B => [V(4, 5), V(6)];

    /// <summary>1, 2, 3 ... row by row, [1, 1, height, width].</summary>
    private static Tensor Image(long height, long width) => (Tensor.Arange(height * width) + 1.0).Reshape(1, 1, height, width);

    private static Tensor Window => Tensor.Ones([1, 1, 2, 2]);

    private static Tensor Pair => V(1, 3).Reshape(2, 1, 1, 1);

    private static BatchNormParameters Running => new() { RunningMean = V(1), RunningVariance = V(4), Epsilon = 0 };

    private static Tensor Labels(params long[] classes) => Tensor.From(classes);

    private static Tensor After(Action<Tensor[]> change)
    {
        Tensor[] targets = [V(1, 2), V(3)];
        change(targets);
        return Tensor.Cat(targets);
    }

    private static Tensor RunningMeanAfter(Tensor batch)
    {
        BatchNormParameters parameters = new() { RunningMean = V(0), RunningVariance = V(1) };
        Functional.BatchNorm2d(batch, parameters, training: true);
        return parameters.RunningMean;
    }

    private static bool DropsHalfAndDoublesTheRest()
    {
        Tensor dropped = Functional.Dropout(Tensor.Ones([1000]), 0.5, training: true);
        return dropped.Equal(0).LogicalOr(dropped.Equal(2)).All() && Math.Abs(dropped.Mean().Item() - 1) < 0.15;
    }
}
