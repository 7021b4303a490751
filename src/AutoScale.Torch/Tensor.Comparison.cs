namespace AutoScale.Torch;

/// <content>Questions to each element; the answers are Bool tensors of the broadcast shape.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _eqTensor = new("aten::eq", "Tensor");
    private static readonly TorchOperator _eqScalar = new("aten::eq", "Scalar");
    private static readonly TorchOperator _neTensor = new("aten::ne", "Tensor");
    private static readonly TorchOperator _neScalar = new("aten::ne", "Scalar");
    private static readonly TorchOperator _gtTensor = new("aten::gt", "Tensor");
    private static readonly TorchOperator _gtScalar = new("aten::gt", "Scalar");
    private static readonly TorchOperator _geTensor = new("aten::ge", "Tensor");
    private static readonly TorchOperator _geScalar = new("aten::ge", "Scalar");
    private static readonly TorchOperator _ltTensor = new("aten::lt", "Tensor");
    private static readonly TorchOperator _ltScalar = new("aten::lt", "Scalar");
    private static readonly TorchOperator _leTensor = new("aten::le", "Tensor");
    private static readonly TorchOperator _leScalar = new("aten::le", "Scalar");
    private static readonly TorchOperator _logicalAnd = new("aten::logical_and");
    private static readonly TorchOperator _logicalOr = new("aten::logical_or");
    private static readonly TorchOperator _logicalNot = new("aten::logical_not");
    private static readonly TorchOperator _isfinite = new("aten::isfinite");

    /// <summary>this = other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor Equal(Tensor other) => Binary(_eqTensor, other);

    /// <inheritdoc cref="Equal(Tensor)"/>
    public Tensor Equal(double other) => Binary(_eqScalar, other);

    /// <summary>this ≠ other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor NotEqual(Tensor other) => Binary(_neTensor, other);

    /// <inheritdoc cref="NotEqual(Tensor)"/>
    public Tensor NotEqual(double other) => Binary(_neScalar, other);

    /// <summary>this &gt; other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor Greater(Tensor other) => Binary(_gtTensor, other);

    /// <inheritdoc cref="Greater(Tensor)"/>
    public Tensor Greater(double other) => Binary(_gtScalar, other);

    /// <summary>this ≥ other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor GreaterOrEqual(Tensor other) => Binary(_geTensor, other);

    /// <inheritdoc cref="GreaterOrEqual(Tensor)"/>
    public Tensor GreaterOrEqual(double other) => Binary(_geScalar, other);

    /// <summary>this &lt; other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor Less(Tensor other) => Binary(_ltTensor, other);

    /// <inheritdoc cref="Less(Tensor)"/>
    public Tensor Less(double other) => Binary(_ltScalar, other);

    /// <summary>this ≤ other.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor LessOrEqual(Tensor other) => Binary(_leTensor, other);

    /// <inheritdoc cref="LessOrEqual(Tensor)"/>
    public Tensor LessOrEqual(double other) => Binary(_leScalar, other);

    /// <summary>Both are true or non-zero.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor LogicalAnd(Tensor other) => Binary(_logicalAnd, other);

    /// <summary>At least one is true or non-zero.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>A new Bool tensor.</returns>
    public Tensor LogicalOr(Tensor other) => Binary(_logicalOr, other);

    /// <summary>The element is false or 0.</summary>
    /// <returns>A new Bool tensor.</returns>
    public Tensor LogicalNot() => Unary(_logicalNot);

    /// <summary>Whether every element is finite: neither infinite nor NaN.</summary>
    /// <returns>The answer, once the device has it; true when empty.</returns>
    public bool IsFinite()
    {
        using Tensor finite = Unary(_isfinite);
        return finite.All();
    }
}
