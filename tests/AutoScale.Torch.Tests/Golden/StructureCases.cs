using static AutoScale.Torch.Tests.Golden.ElementwiseCases;
using static AutoScale.Torch.Tests.Golden.GoldenCase;

namespace AutoScale.Torch.Tests.Golden;

/// <summary>Creation, reductions, shapes and conversions.</summary>
internal static class StructureCases
{
    public static IEnumerable<GoldenCase> All => [.. Creation, .. Reductions, .. Shapes, .. Conversions];

    private static GoldenCase[] Creation =>
    [
        Of("aten::zeros", () => Tensor.Zeros([2, 2]), [2, 2], 0, 0, 0, 0),
        Of("aten::ones", () => Tensor.Ones([1, 2], ScalarType.Int64), [1, 2], 1, 1),
        Vector("aten::full", () => Tensor.Full([3], -2.5), -2.5, -2.5, -2.5),
        Number("aten::full", () => Tensor.Scalar(4, ScalarType.Float64), 4),
        Vector("aten::arange", () => Tensor.Arange(4), 0, 1, 2, 3),
        Of("aten::zeros_like", () => M(1, 2, 3, 4).ZerosLike(), [1, 2], 0, 0),
        Of("aten::ones_like", () => M(1, 2, 3, 4).OnesLike(), [1, 2], 1, 1),
        Promise("aten::empty.memory_format", () => Tensor.Empty([2, 3], ScalarType.Float64).Shape is [2, 3]),
        Promise("aten::empty_like", () => M(2, 1, 3, 4).EmptyLike().Shape is [2, 1]),
        Promise("aten::rand", () => InRange(Tensor.RandomUniform([1000]), 0, 1, 0.5, 0.05)),
        Promise("aten::randn", () => InRange(Tensor.RandomNormal([1000]), -6, 6, 0, 0.15)),
        Promise("aten::randperm", () => Tensor.RandomPermutation(50).ToArray<long>().Order().SequenceEqual(Tensor.Arange(50).ToArray<long>())),
    ];

    private static GoldenCase[] Reductions =>
    [
        Number("aten::sum", () => M(2, 2, 1, 2, 3, 4).Sum(), 10),
        Vector("aten::sum.dim_IntList", () => M(2, 2, 1, 2, 3, 4).Sum([0]), 4, 6),
        Of("aten::sum.dim_IntList", () => M(2, 2, 1, 2, 3, 4).Sum([-1], keepDimensions: true), [2, 1], 3, 7),
        Number("aten::mean", () => M(2, 2, 1, 2, 3, 4).Mean(), 2.5),
        Vector("aten::mean.dim", () => M(2, 2, 1, 2, 3, 4).Mean([1]), 1.5, 3.5),
        Number("aten::max", () => V(3, 9, -1).Max(), 9),
        Number("aten::min", () => V(3, 9, -1).Min(), -1),
        Vector("aten::argmax", () => M(2, 3, 1, 5, 2, 9, 0, 3).ArgMax(1), 1, 0),
        Of("aten::argmax", () => M(2, 3, 1, 5, 2, 9, 0, 3).ArgMax(0, keepDimension: true), [1, 3], 1, 0, 1),
        Number("aten::linalg_vector_norm", () => V(3, -4).Norm(), 5),
        Vector("aten::linalg_vector_norm", () => M(2, 2, 3, 4, 6, 8).Norm([1]), 5, 10),
        Vector("aten::cumsum", () => V(1, 2, 3).CumulativeSum(0), 1, 3, 6),
    ];

    private static GoldenCase[] Shapes =>
    [
        Of("aten::transpose.int", () => M(2, 3, 1, 2, 3, 4, 5, 6).Transpose(0, 1), [3, 2], 1, 4, 2, 5, 3, 6),
        Of("aten::reshape", () => V(1, 2, 3, 4).Reshape(2, -1), [2, 2], 1, 2, 3, 4),
        Of("aten::view", () => V(1, 2, 3, 4).View(2, 2), [2, 2], 1, 2, 3, 4),
        Of("aten::flatten.using_ints", () => V(1, 2, 3, 4).Reshape(2, 2, 1).Flatten(1), [2, 2], 1, 2, 3, 4),
        Of("aten::permute", () => V(1, 2, 3, 4).Reshape(2, 2, 1).Permute(2, 1, 0), [1, 2, 2], 1, 3, 2, 4),
        Of("aten::expand", () => V(1, 2).Reshape(2, 1).Expand(2, 2), [2, 2], 1, 1, 2, 2),
        Of("aten::unsqueeze", () => V(1, 2).Unsqueeze(0), [1, 2], 1, 2),
        Vector("aten::squeeze", () => M(1, 2, 1, 2).Squeeze(), 1, 2),
        Of("aten::squeeze.dim", () => V(1, 2).Reshape(1, 2, 1).Squeeze(2), [1, 2], 1, 2),
        Vector("aten::select.int", () => M(2, 2, 1, 2, 3, 4).Select(1, 0), 1, 3),
        Vector("aten::narrow", () => V(1, 2, 3, 4).Narrow(0, 1, 2), 2, 3),
        Vector("aten::index_select", () => V(1, 2, 3).IndexSelect(0, Tensor.From([2L, 0L, 2L])), 3, 1, 3),
        Of("aten::gather", () => M(2, 2, 1, 2, 3, 4).Gather(1, Tensor.From([1L, 0L], 2, 1)), [2, 1], 2, 3),
        Vector("aten::cat", () => Tensor.Cat([V(1), V(2, 3)]), 1, 2, 3),
        Of("aten::cat", () => Tensor.Cat([M(2, 1, 1, 2), M(2, 1, 3, 4)], 1), [2, 2], 1, 3, 2, 4),
        Of("aten::stack", () => Tensor.Stack([V(1, 2), V(3, 4)], 1), [2, 2], 1, 3, 2, 4),
        Vector("aten::unbind.int", () => M(2, 2, 1, 2, 3, 4).Unbind()[1], 3, 4),
    ];

    private static GoldenCase[] Conversions =>
    [
        Vector("aten::to.dtype", () => V(1.75, -1.75).To(ScalarType.Int32), 1, -1),
        Vector("aten::to.device", () => V(1, 2).To(Device.Cpu), 1, 2),
        Of("aten::contiguous", () => M(2, 2, 1, 2, 3, 4).Transpose(0, 1).Contiguous().View(4), [4], 1, 3, 2, 4),
        Vector("aten::detach", () => V(1, 2).Detach(), 1, 2),
        Vector("aten::clone", () => V(1, 2).Clone(), 1, 2),
        Promise("aten::_local_scalar_dense", () => V(2.5).Item() == 2.5),
        Vector("aten::set_data", () => Replaced(V(1, 2), V(3, 4, 5)), 3, 4, 5),
    ];

    private static Tensor Replaced(Tensor target, Tensor data)
    {
        target.SetData(data);
        return target;
    }
}
