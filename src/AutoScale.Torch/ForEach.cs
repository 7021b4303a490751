namespace AutoScale.Torch;

/// <summary>One operator over many tensors in one call: what optimizers are made of. Lists run in parallel, tensor by tensor.</summary>
internal static class ForEach
{
    private static readonly TorchOperator _addScalarInPlace = new("aten::_foreach_add_", "Scalar");
    private static readonly TorchOperator _addListInPlace = new("aten::_foreach_add_", "List");
    private static readonly TorchOperator _multiplyScalarInPlace = new("aten::_foreach_mul_", "Scalar");
    private static readonly TorchOperator _multiplyListInPlace = new("aten::_foreach_mul_", "List");
    private static readonly TorchOperator _divideScalarInPlace = new("aten::_foreach_div_", "Scalar");
    private static readonly TorchOperator _addProductInPlace = new("aten::_foreach_addcmul_", "Scalar");
    private static readonly TorchOperator _addQuotientInPlace = new("aten::_foreach_addcdiv_", "Scalar");
    private static readonly TorchOperator _zeroInPlace = new("aten::_foreach_zero_");
    private static readonly TorchOperator _sqrt = new("aten::_foreach_sqrt");
    private static readonly TorchOperator _multiplyScalar = new("aten::_foreach_mul", "Scalar");
    private static readonly TorchOperator _addList = new("aten::_foreach_add", "List");

    /// <summary>targetᵢ ← targetᵢ + value.</summary>
    internal static void AddInPlace(ReadOnlySpan<Tensor> targets, double value) => InPlace(_addScalarInPlace, targets, value);

    /// <summary>targetᵢ ← targetᵢ + scale · otherᵢ.</summary>
    internal static void AddInPlace(ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> others, double scale = 1)
    {
        if (IsEmpty(targets, others))
        {
            return;
        }

        OperatorCall call = new(_addListInPlace);
        call.Add(targets).Add(others).Add(scale).RunInPlace();
    }

    /// <summary>targetᵢ ← targetᵢ · factor.</summary>
    internal static void MultiplyInPlace(ReadOnlySpan<Tensor> targets, double factor) => InPlace(_multiplyScalarInPlace, targets, factor);

    /// <summary>targetᵢ ← targetᵢ · otherᵢ.</summary>
    internal static void MultiplyInPlace(ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> others)
    {
        if (IsEmpty(targets, others))
        {
            return;
        }

        OperatorCall call = new(_multiplyListInPlace);
        call.Add(targets).Add(others).RunInPlace();
    }

    /// <summary>targetᵢ ← targetᵢ / divisor.</summary>
    internal static void DivideInPlace(ReadOnlySpan<Tensor> targets, double divisor) => InPlace(_divideScalarInPlace, targets, divisor);

    /// <summary>targetᵢ ← targetᵢ + scale · firstᵢ · secondᵢ.</summary>
    internal static void AddProductInPlace(
        ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> firsts, ReadOnlySpan<Tensor> seconds, double scale) =>
        Combine(_addProductInPlace, targets, firsts, seconds, scale);

    /// <summary>targetᵢ ← targetᵢ + scale · numeratorᵢ / denominatorᵢ.</summary>
    internal static void AddQuotientInPlace(
        ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> numerators, ReadOnlySpan<Tensor> denominators, double scale) =>
        Combine(_addQuotientInPlace, targets, numerators, denominators, scale);

    /// <summary>targetᵢ ← 0.</summary>
    internal static void ZeroInPlace(ReadOnlySpan<Tensor> targets)
    {
        if (!targets.IsEmpty)
        {
            OperatorCall call = new(_zeroInPlace);
            call.Add(targets).RunInPlace();
        }
    }

    /// <summary>√tensorᵢ, as new tensors.</summary>
    internal static Tensor[] Sqrt(ReadOnlySpan<Tensor> tensors)
    {
        Tensor[] results = new Tensor[tensors.Length];
        if (!tensors.IsEmpty)
        {
            OperatorCall call = new(_sqrt);
            call.Add(tensors).Run(results!);
        }

        return results;
    }

    /// <summary>factor · tensorᵢ, as new tensors.</summary>
    internal static Tensor[] Multiply(ReadOnlySpan<Tensor> tensors, double factor)
    {
        Tensor[] results = new Tensor[tensors.Length];
        if (!tensors.IsEmpty)
        {
            OperatorCall call = new(_multiplyScalar);
            call.Add(tensors).Add(factor).Run(results!);
        }

        return results;
    }

    /// <summary>tensorᵢ + scale · otherᵢ, as new tensors.</summary>
    internal static Tensor[] Add(ReadOnlySpan<Tensor> tensors, ReadOnlySpan<Tensor> others, double scale = 1)
    {
        Tensor[] results = new Tensor[tensors.Length];
        if (!IsEmpty(tensors, others))
        {
            OperatorCall call = new(_addList);
            call.Add(tensors).Add(others).Add(scale).Run(results!);
        }

        return results;
    }

    private static void InPlace(TorchOperator callee, ReadOnlySpan<Tensor> targets, double value)
    {
        if (!targets.IsEmpty)
        {
            OperatorCall call = new(callee);
            call.Add(targets).Add(value).RunInPlace();
        }
    }

    private static void Combine(
        TorchOperator callee, ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> firsts, ReadOnlySpan<Tensor> seconds, double scale)
    {
        if (!IsEmpty(targets, firsts) && !IsEmpty(targets, seconds))
        {
            OperatorCall call = new(callee);
            call.Add(targets).Add(firsts).Add(seconds).Add(scale).RunInPlace();
        }
    }

    // libtorch refuses empty lists; an optimizer without parameters has nothing to do.
    private static bool IsEmpty(ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> others) =>
        targets.Length == others.Length
            ? targets.IsEmpty
            : throw new ArgumentException(
                $"The lists of a foreach operator are equally long: expected {targets.Length}, got {others.Length}.");
}
