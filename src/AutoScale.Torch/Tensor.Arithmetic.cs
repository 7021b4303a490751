namespace AutoScale.Torch;

/// <content>Element by element. Shapes are broadcast: a missing or 1-long dimension is repeated. A double on an integer tensor gives
/// floats.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _addTensor = new("aten::add", "Tensor");
    private static readonly TorchOperator _addScalar = new("aten::add", "Scalar");
    private static readonly TorchOperator _subTensor = new("aten::sub", "Tensor");
    private static readonly TorchOperator _subScalar = new("aten::sub", "Scalar");
    private static readonly TorchOperator _rsubScalar = new("aten::rsub", "Scalar");
    private static readonly TorchOperator _mulTensor = new("aten::mul", "Tensor");
    private static readonly TorchOperator _mulScalar = new("aten::mul", "Scalar");
    private static readonly TorchOperator _divTensor = new("aten::div", "Tensor");
    private static readonly TorchOperator _divScalar = new("aten::div", "Scalar");
    private static readonly TorchOperator _reciprocal = new("aten::reciprocal");
    private static readonly TorchOperator _neg = new("aten::neg");
    private static readonly TorchOperator _pow = new("aten::pow", "Tensor_Scalar");
    private static readonly TorchOperator _sqrt = new("aten::sqrt");
    private static readonly TorchOperator _rsqrt = new("aten::rsqrt");
    private static readonly TorchOperator _exp = new("aten::exp");
    private static readonly TorchOperator _log = new("aten::log");
    private static readonly TorchOperator _abs = new("aten::abs");
    private static readonly TorchOperator _sign = new("aten::sign");
    private static readonly TorchOperator _square = new("aten::square");
    private static readonly TorchOperator _clamp = new("aten::clamp");
    private static readonly TorchOperator _maximum = new("aten::maximum");
    private static readonly TorchOperator _minimum = new("aten::minimum");
    private static readonly TorchOperator _where = new("aten::where", "self");
    private static readonly TorchOperator _matmul = new("aten::matmul");
    private static readonly TorchOperator _matrixExponential = new("aten::linalg_matrix_exp");
    private static readonly TorchOperator _dot = new("aten::dot");
    private static readonly TorchOperator _relu = new("aten::relu");
    private static readonly TorchOperator _sigmoid = new("aten::sigmoid");
    private static readonly TorchOperator _tanh = new("aten::tanh");
    private static readonly TorchOperator _softmax = new("aten::softmax", "int");
    private static readonly TorchOperator _logSoftmax = new("aten::log_softmax", "int");

    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => Checked(left).Add(right);

    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor left, double right) => Checked(left).Add(right);

    /// <summary>a + b.</summary>
    public static Tensor operator +(double left, Tensor right) => Checked(right).Add(left);

    /// <summary>a − b.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => Checked(left).Subtract(right);

    /// <summary>a − b.</summary>
    public static Tensor operator -(Tensor left, double right) => Checked(left).Subtract(right);

    /// <summary>a − b.</summary>
    public static Tensor operator -(double left, Tensor right) => Checked(right).Binary(_rsubScalar, left);

    /// <summary>a · b.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => Checked(left).Multiply(right);

    /// <summary>a · b.</summary>
    public static Tensor operator *(Tensor left, double right) => Checked(left).Multiply(right);

    /// <summary>a · b.</summary>
    public static Tensor operator *(double left, Tensor right) => Checked(right).Multiply(left);

    /// <summary>a / b.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Checked(left).Divide(right);

    /// <summary>a / b.</summary>
    public static Tensor operator /(Tensor left, double right) => Checked(left).Divide(right);

    /// <summary>a / b.</summary>
    public static Tensor operator /(double left, Tensor right) => Checked(right).Reciprocal().Multiply(left);

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor operand) => Checked(operand).Negate();

    /// <summary>Where the condition holds the elements of one tensor, elsewhere those of another.</summary>
    /// <param name="condition">Bool tensor.</param>
    /// <param name="whenTrue">Elements where the condition holds.</param>
    /// <param name="whenFalse">Elements where it does not.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Tensor whenFalse)
    {
        OperatorCall call = new(_where);
        call.Add(Checked(condition)).Add(Checked(whenTrue)).Add(Checked(whenFalse));
        return call.Run();
    }

    /// <summary>this + other.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Add(Tensor other) => Binary(_addTensor, other);

    /// <inheritdoc cref="Add(Tensor)"/>
    public Tensor Add(double other) => Binary(_addScalar, other);

    /// <summary>this − other.</summary>
    /// <param name="other">What to subtract.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Subtract(Tensor other) => Binary(_subTensor, other);

    /// <inheritdoc cref="Subtract(Tensor)"/>
    public Tensor Subtract(double other) => Binary(_subScalar, other);

    /// <summary>this · other, element by element.</summary>
    /// <param name="other">What to multiply with.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Multiply(Tensor other) => Binary(_mulTensor, other);

    /// <inheritdoc cref="Multiply(Tensor)"/>
    public Tensor Multiply(double other) => Binary(_mulScalar, other);

    /// <summary>this / other, element by element; integers give floats.</summary>
    /// <param name="other">What to divide by.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Divide(Tensor other) => Binary(_divTensor, other);

    /// <inheritdoc cref="Divide(Tensor)"/>
    public Tensor Divide(double other) => Binary(_divScalar, other);

    /// <summary>1 / this.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Reciprocal() => Unary(_reciprocal);

    /// <summary>−this.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Negate() => Unary(_neg);

    /// <summary>this to a power, element by element.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>A new tensor of the same shape; NaN for a fractional power of a negative number.</returns>
    public Tensor Power(double exponent) => Binary(_pow, exponent);

    /// <summary>√this; NaN below 0.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Sqrt() => Unary(_sqrt);

    /// <summary>1/√this; infinite at 0, NaN below.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor ReciprocalSqrt() => Unary(_rsqrt);

    /// <summary>e to the power of this.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Exp() => Unary(_exp);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Log() => Unary(_log);

    /// <summary>|this|.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Abs() => Unary(_abs);

    /// <summary>−1, 0 or 1, as the sign of each element.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Sign() => Unary(_sign);

    /// <summary>this².</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Square() => Unary(_square);

    /// <summary>Each element moved into a range; NaN stays NaN.</summary>
    /// <param name="minimum">The least value; null for none.</param>
    /// <param name="maximum">The greatest value; null for none. At least one is given.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Clamp(double? minimum = null, double? maximum = null)
    {
        OperatorCall call = new(_clamp);
        AddOptional(ref call.Add(this), minimum);
        AddOptional(ref call, maximum);
        return call.Run();
    }

    /// <summary>The greater of two elements; NaN if either is.</summary>
    /// <param name="other">The other elements.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Maximum(Tensor other) => Binary(_maximum, other);

    /// <summary>The lesser of two elements; NaN if either is.</summary>
    /// <param name="other">The other elements.</param>
    /// <returns>A new tensor of the broadcast shape.</returns>
    public Tensor Minimum(Tensor other) => Binary(_minimum, other);

    /// <summary>The matrix product over the last two dimensions; dimensions before them are broadcast.</summary>
    /// <param name="other">[..., n, p], for this [..., m, n]; or [n].</param>
    /// <returns>A new tensor [..., m, p].</returns>
    public Tensor MatMul(Tensor other) => Binary(_matmul, other);

    /// <summary>The matrix exponential I + A + A²/2! + …: a rotation where A is skew-symmetric.</summary>
    /// <returns>A new tensor [..., n, n], for this [..., n, n].</returns>
    public Tensor MatrixExponential() => Unary(_matrixExponential);

    /// <summary>The inner product Σ aᵢ·bᵢ.</summary>
    /// <param name="other">[n], for this [n].</param>
    /// <returns>A new scalar tensor.</returns>
    public Tensor Dot(Tensor other) => Binary(_dot, other);

    /// <summary>max(0, this).</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Relu() => Unary(_relu);

    /// <summary>1 / (1 + e^−this).</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Sigmoid() => Unary(_sigmoid);

    /// <summary>The hyperbolic tangent.</summary>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Tanh() => Unary(_tanh);

    /// <summary>exp(this) divided by its sum along a dimension.</summary>
    /// <param name="dimension">The dimension that sums to 1; negative counts from the last.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Softmax(long dimension) => AlongDimension(_softmax, dimension);

    /// <summary>The logarithm of <see cref="Softmax"/>, computed without underflow.</summary>
    /// <param name="dimension">The dimension whose exponentials sum to 1; negative counts from the last.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor LogSoftmax(long dimension) => AlongDimension(_logSoftmax, dimension);

    private static Tensor Checked(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor;
    }

    private static void AddOptional(ref OperatorCall call, double? value)
    {
        if (value is { } number)
        {
            call.Add(number);
        }
        else
        {
            call.AddNone();
        }
    }

    private Tensor AlongDimension(TorchOperator callee, long dimension)
    {
        OperatorCall call = new(callee);
        call.Add(this).Add(dimension);
        return call.Run();
    }
}
