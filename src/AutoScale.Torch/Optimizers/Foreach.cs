namespace AutoScale.Torch;

/// <summary>Operators on whole lists of tensors: one call each, however long the lists. Lists of one call are of one length.</summary>
internal static class Foreach
{
    private static readonly TorchOperator _addScaled = new("aten::_foreach_add", "List");
    private static readonly TorchOperator _addScaledInPlace = new("aten::_foreach_add_", "List");
    private static readonly TorchOperator _addInPlace = new("aten::_foreach_add_", "Scalar");
    private static readonly TorchOperator _multiplyInPlace = new("aten::_foreach_mul_", "Scalar");
    private static readonly TorchOperator _addProductsInPlace = new("aten::_foreach_addcmul_", "Scalar");
    private static readonly TorchOperator _addQuotientsInPlace = new("aten::_foreach_addcdiv_", "Scalar");
    private static readonly TorchOperator _sqrt = new("aten::_foreach_sqrt");

    /// <summary>aᵢ + factor·bᵢ as new tensors.</summary>
    public static Tensor[] AddScaled(Tensor[] a, Tensor[] b, double factor)
    {
        OperatorCall call = new(_addScaled);
        return Run(ref call.Add(a).Add(b).Add(factor), a.Length);
    }

    /// <summary>aᵢ ← aᵢ + factor·bᵢ.</summary>
    public static void AddScaledInPlace(Tensor[] a, Tensor[] b, double factor) =>
        new OperatorCall(_addScaledInPlace).Add(a).Add(b).Add(factor).RunInPlace();

    /// <summary>aᵢ ← aᵢ + value.</summary>
    public static void AddInPlace(Tensor[] a, double value) => new OperatorCall(_addInPlace).Add(a).Add(value).RunInPlace();

    /// <summary>aᵢ ← factor·aᵢ.</summary>
    public static void MultiplyInPlace(Tensor[] a, double factor) => new OperatorCall(_multiplyInPlace).Add(a).Add(factor).RunInPlace();

    /// <summary>aᵢ ← aᵢ + factor·bᵢ·cᵢ.</summary>
    public static void AddProductsInPlace(Tensor[] a, Tensor[] b, Tensor[] c, double factor) =>
        new OperatorCall(_addProductsInPlace).Add(a).Add(b).Add(c).Add(factor).RunInPlace();

    /// <summary>aᵢ ← aᵢ + factor·bᵢ/cᵢ.</summary>
    public static void AddQuotientsInPlace(Tensor[] a, Tensor[] b, Tensor[] c, double factor) =>
        new OperatorCall(_addQuotientsInPlace).Add(a).Add(b).Add(c).Add(factor).RunInPlace();

    /// <summary>√aᵢ as new tensors.</summary>
    public static Tensor[] Sqrt(Tensor[] a)
    {
        OperatorCall call = new(_sqrt);
        return Run(ref call.Add(a), a.Length);
    }

    private static Tensor[] Run(ref OperatorCall call, int count)
    {
        Tensor[] results = new Tensor[count];
        call.Run(results!);
        return results;
    }
}
