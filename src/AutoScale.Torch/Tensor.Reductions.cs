namespace AutoScale.Torch;

/// <content>From many elements to few.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _sum = new("aten::sum");
    private static readonly TorchOperator _sumDimensions = new("aten::sum", "dim_IntList");
    private static readonly TorchOperator _mean = new("aten::mean");
    private static readonly TorchOperator _meanDimensions = new("aten::mean", "dim");
    private static readonly TorchOperator _max = new("aten::max");
    private static readonly TorchOperator _min = new("aten::min");
    private static readonly TorchOperator _argmax = new("aten::argmax");
    private static readonly TorchOperator _norm = new("aten::linalg_vector_norm");
    private static readonly TorchOperator _cumsum = new("aten::cumsum");
    private static readonly TorchOperator _any = new("aten::any");
    private static readonly TorchOperator _all = new("aten::all");

    /// <summary>The sum of all elements.</summary>
    /// <returns>A new scalar tensor; Int64 for integers and truth values.</returns>
    public Tensor Sum() => Unary(_sum);

    /// <summary>Sums over some dimensions.</summary>
    /// <param name="dimensions">Which to sum over; negative counts from the last.</param>
    /// <param name="keepDimensions">Whether they stay, with length 1, or vanish.</param>
    /// <returns>A new tensor.</returns>
    public Tensor Sum(ReadOnlySpan<long> dimensions, bool keepDimensions = false) =>
        OverDimensions(_sumDimensions, dimensions, keepDimensions);

    /// <summary>The mean of all elements; floats only.</summary>
    /// <returns>A new scalar tensor; NaN when empty.</returns>
    public Tensor Mean() => Unary(_mean);

    /// <summary>Means over some dimensions; floats only.</summary>
    /// <param name="dimensions">Which to average over; negative counts from the last.</param>
    /// <param name="keepDimensions">Whether they stay, with length 1, or vanish.</param>
    /// <returns>A new tensor.</returns>
    public Tensor Mean(ReadOnlySpan<long> dimensions, bool keepDimensions = false) =>
        OverDimensions(_meanDimensions, dimensions, keepDimensions);

    /// <summary>The greatest element; NaN if any is.</summary>
    /// <returns>A new scalar tensor.</returns>
    /// <exception cref="TorchException">The tensor is empty.</exception>
    public Tensor Max() => Unary(_max);

    /// <summary>The least element; NaN if any is.</summary>
    /// <returns>A new scalar tensor.</returns>
    /// <exception cref="TorchException">The tensor is empty.</exception>
    public Tensor Min() => Unary(_min);

    /// <summary>Where along a dimension the greatest element is; one of them on a tie.</summary>
    /// <param name="dimension">The dimension to search; negative counts from the last.</param>
    /// <param name="keepDimension">Whether it stays, with length 1, or vanishes.</param>
    /// <returns>A new Int64 tensor of positions.</returns>
    public Tensor ArgMax(long dimension, bool keepDimension = false)
    {
        OperatorCall call = new(_argmax);
        call.Add(this).Add(dimension).Add(keepDimension);
        return call.Run();
    }

    /// <summary>The Euclidean norm √Σ xᵢ² of all elements.</summary>
    /// <returns>A new scalar tensor.</returns>
    public Tensor Norm() => Unary(_norm);

    /// <summary>Euclidean norms over some dimensions.</summary>
    /// <param name="dimensions">Which to take the norm over; negative counts from the last.</param>
    /// <param name="keepDimensions">Whether they stay, with length 1, or vanish.</param>
    /// <returns>A new tensor.</returns>
    public Tensor Norm(ReadOnlySpan<long> dimensions, bool keepDimensions = false)
    {
        OperatorCall call = new(_norm);
        call.Add(this).Add(2.0).Add(dimensions).Add(keepDimensions);
        return call.Run();
    }

    /// <summary>Running sums along a dimension.</summary>
    /// <param name="dimension">The dimension to sum along; negative counts from the last.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor CumulativeSum(long dimension) => AlongDimension(_cumsum, dimension);

    /// <summary>Whether any element is true or non-zero.</summary>
    /// <returns>The answer, once the device has it.</returns>
    public bool Any() => ToTruth(_any);

    /// <summary>Whether all elements are true or non-zero; true when empty.</summary>
    /// <returns>The answer, once the device has it.</returns>
    public bool All() => ToTruth(_all);

    private Tensor OverDimensions(TorchOperator callee, ReadOnlySpan<long> dimensions, bool keepDimensions)
    {
        OperatorCall call = new(callee);
        call.Add(this).Add(dimensions).Add(keepDimensions);
        return call.Run();
    }

    private bool ToTruth(TorchOperator callee)
    {
        using Tensor answer = Unary(callee);
        return answer.Item() != 0;
    }
}
