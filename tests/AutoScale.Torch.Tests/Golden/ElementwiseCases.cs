using static AutoScale.Torch.Tests.Golden.GoldenCase;

namespace AutoScale.Torch.Tests.Golden;

/// <summary>Arithmetic and comparison, element by element.</summary>
internal static class ElementwiseCases
{
    private const double E = Math.E;

    public static IEnumerable<GoldenCase> All => [.. Arithmetic, .. Functions, .. Comparisons, .. InPlace];

    private static GoldenCase[] Arithmetic =>
    [
        Vector("aten::add.Tensor", () => V(1, 2, 3) + V(10, 20, 30), 11, 22, 33),
        Of("aten::add.Tensor", () => V(1, 2).Reshape(2, 1) + V(10, 20), [2, 2], 11, 21, 12, 22),
        Vector("aten::add.Scalar", () => V(1, 2) + 0.5, 1.5, 2.5),
        Vector("aten::add.Scalar", () => 0.5 + V(1, 2), 1.5, 2.5),
        Vector("aten::sub.Tensor", () => V(5, 7) - V(1, 10), 4, -3),
        Vector("aten::sub.Scalar", () => V(5, 7) - 2, 3, 5),
        Vector("aten::rsub.Scalar", () => 2 - V(5, 7), -3, -5),
        Vector("aten::mul.Tensor", () => V(2, 3) * V(5, 7), 10, 21),
        Vector("aten::mul.Scalar", () => V(2, 3) * -2, -4, -6),
        Vector("aten::mul.Scalar", () => -2 * V(2, 3), -4, -6),
        Vector("aten::div.Tensor", () => V(1, 9) / V(2, -3), 0.5, -3),
        Vector("aten::div.Scalar", () => V(1, 9) / 4, 0.25, 2.25),
        Vector("aten::reciprocal", () => V(2, -4).Reciprocal(), 0.5, -0.25),
        Vector("aten::reciprocal", () => 3 / V(2, -4), 1.5, -0.75),
        Vector("aten::neg", () => -V(1, -2), -1, 2),
        Vector("aten::maximum", () => V(1, 5).Maximum(V(3, 2)), 3, 5),
        Vector("aten::minimum", () => V(1, 5).Minimum(V(3, 2)), 1, 2),
        Vector("aten::where.self", () => Tensor.Where(V(1, 0).Greater(0), V(10, 20), V(30, 40)), 10, 40),
        Of("aten::matmul", () => M(2, 2, 1, 2, 3, 4).MatMul(M(2, 2, 5, 6, 7, 8)), [2, 2], 19, 22, 43, 50),
        Vector("aten::matmul", () => M(2, 3, 1, 2, 3, 4, 5, 6).MatMul(V(1, 0, -1)), -2, -2),
        Of("aten::linalg_matrix_exp", () => M(2, 2, 0, -Math.PI / 2, Math.PI / 2, 0).MatrixExponential(), [2, 2], 0, -1, 1, 0), // A quarter turn.
        Number("aten::dot", () => V(1, 2, 3).Dot(V(4, -5, 6)), 12),
    ];

    private static GoldenCase[] Functions =>
    [
        Vector("aten::pow.Tensor_Scalar", () => V(2, 3).Power(3), 8, 27),
        Vector("aten::pow.Tensor_Scalar", () => V(4, 9).Power(0.5), 2, 3),
        Vector("aten::sqrt", () => V(0, 16).Sqrt(), 0, 4),
        Vector("aten::rsqrt", () => V(4, 0.25).ReciprocalSqrt(), 0.5, 2),
        Vector("aten::exp", () => V(0, 1, -1).Exp(), 1, E, 1 / E),
        Vector("aten::log", () => V(1, E).Log(), 0, 1),
        Vector("aten::abs", () => V(-3, 2).Abs(), 3, 2),
        Vector("aten::sign", () => V(-3, 0, 2).Sign(), -1, 0, 1),
        Vector("aten::square", () => V(-3, 2).Square(), 9, 4),
        Vector("aten::clamp", () => V(-3, 0.5, 2).Clamp(-1, 1), -1, 0.5, 1),
        Vector("aten::clamp", () => V(-3, 2).Clamp(minimum: 0), 0, 2),
        Vector("aten::clamp", () => V(-3, 2).Clamp(maximum: 0), -3, 0),
        Vector("aten::relu", () => V(-3, 0, 2).Relu(), 0, 0, 2),
        Vector("aten::sigmoid", () => V(0, Math.Log(3)).Sigmoid(), 0.5, 0.75),
        Vector("aten::tanh", () => V(0, Math.Log(2)).Tanh(), 0, 0.6),
        Of("aten::softmax.int", () => M(2, 2, 0, Math.Log(3), 7, 7).Softmax(1), [2, 2], 0.25, 0.75, 0.5, 0.5),
        Of("aten::softmax.int", () => M(2, 1, 0, Math.Log(3)).Softmax(0), [2, 1], 0.25, 0.75),
        Vector("aten::log_softmax.int", () => V(1000, 1000).LogSoftmax(0), -Math.Log(2), -Math.Log(2)),
    ];

    private static GoldenCase[] Comparisons =>
    [
        Vector("aten::eq.Tensor", () => V(1, 2, 3).Equal(V(1, 3, 2)), 1, 0, 0),
        Vector("aten::eq.Scalar", () => V(1, 2, 3).Equal(2), 0, 1, 0),
        Vector("aten::ne.Tensor", () => V(1, 2, 3).NotEqual(V(1, 3, 2)), 0, 1, 1),
        Vector("aten::ne.Scalar", () => V(1, 2, 3).NotEqual(2), 1, 0, 1),
        Vector("aten::gt.Tensor", () => V(1, 2, 3).Greater(V(1, 3, 2)), 0, 0, 1),
        Vector("aten::gt.Scalar", () => V(1, 2, 3).Greater(2), 0, 0, 1),
        Vector("aten::ge.Tensor", () => V(1, 2, 3).GreaterOrEqual(V(1, 3, 2)), 1, 0, 1),
        Vector("aten::ge.Scalar", () => V(1, 2, 3).GreaterOrEqual(2), 0, 1, 1),
        Vector("aten::lt.Tensor", () => V(1, 2, 3).Less(V(1, 3, 2)), 0, 1, 0),
        Vector("aten::lt.Scalar", () => V(1, 2, 3).Less(2), 1, 0, 0),
        Vector("aten::le.Tensor", () => V(1, 2, 3).LessOrEqual(V(1, 3, 2)), 1, 1, 0),
        Vector("aten::le.Scalar", () => V(1, 2, 3).LessOrEqual(2), 1, 1, 0),
        Vector("aten::logical_and", () => V(0, 0, 5, 5).LogicalAnd(V(0, 5, 0, 5)), 0, 0, 0, 1),
        Vector("aten::logical_or", () => V(0, 0, 5, 5).LogicalOr(V(0, 5, 0, 5)), 0, 1, 1, 1),
        Vector("aten::logical_not", () => V(0, 5).LogicalNot(), 1, 0),
        Promise("aten::isfinite", () => V(0, 1e30).IsFinite() && !V(0, double.NaN).IsFinite() && !V(double.NegativeInfinity).IsFinite()),
        Promise("aten::any", () => V(0, 2).Any() && !V(0, 0).Any()),
        Promise("aten::all", () => V(1, 2).All() && !V(1, 0).All()),
    ];

    private static GoldenCase[] InPlace =>
    [
        Vector("aten::add_.Tensor", () => V(1, 2).AddInPlace(V(10, 20), -0.5), -4, -8),
        Vector("aten::mul_.Tensor", () => V(1, 2).MultiplyInPlace(V(10, 20)), 10, 40),
        Vector("aten::mul_.Scalar", () => V(1, 2).MultiplyInPlace(3), 3, 6),
        Vector("aten::copy_", () => V(1, 2).CopyFrom(Tensor.From([7L, 8L])), 7, 8),
        Vector("aten::fill_.Scalar", () => V(1, 2).Fill(-1.5), -1.5, -1.5),
        Vector("aten::zero_", () => V(1, 2).Zero(), 0, 0),
        Promise("aten::uniform_", () => InRange(Tensor.Zeros([1000]).FillUniform(2, 4), 2, 4, 3, 0.1)),
        Promise("aten::normal_", () => InRange(Tensor.Zeros([1000]).FillNormal(5, 0.5), 2, 8, 5, 0.1)),
    ];

    /// <summary>A Float32 vector.</summary>
    internal static Tensor V(params double[] values) => Tensor.From(values).To(ScalarType.Float32);

    /// <summary>A Float32 matrix, row by row.</summary>
    internal static Tensor M(long rows, long columns, params double[] values) => V(values).Reshape(rows, columns);

    /// <summary>Whether random numbers are in [low, high), near a mean, and not all the same.</summary>
    internal static bool InRange(Tensor tensor, double low, double high, double mean, double tolerance) =>
        tensor.GreaterOrEqual(low).All() && tensor.Less(high).All() && Math.Abs(tensor.Mean().Item() - mean) < tolerance
        && tensor.Max().Item() > tensor.Min().Item();
}
