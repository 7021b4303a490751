namespace AutoScale.Torch;

/// <content>Changes this tensor's own elements. Forbidden by libtorch where a recorded computation still needs the old ones.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _addInPlace = new("aten::add_", "Tensor");
    private static readonly TorchOperator _mulInPlace = new("aten::mul_", "Tensor");
    private static readonly TorchOperator _scaleInPlace = new("aten::mul_", "Scalar");
    private static readonly TorchOperator _copyInPlace = new("aten::copy_");
    private static readonly TorchOperator _fillInPlace = new("aten::fill_", "Scalar");
    private static readonly TorchOperator _zeroInPlace = new("aten::zero_");
    private static readonly TorchOperator _uniformInPlace = new("aten::uniform_");
    private static readonly TorchOperator _normalInPlace = new("aten::normal_");

    /// <summary>this ← this + scale · other.</summary>
    /// <param name="other">What to add, broadcast to this shape.</param>
    /// <param name="scale">Its factor.</param>
    /// <returns>This tensor.</returns>
    public Tensor AddInPlace(Tensor other, double scale = 1)
    {
        OperatorCall call = new(_addInPlace);
        call.Add(this).Add(Checked(other)).Add(scale).RunInPlace();
        return this;
    }

    /// <summary>this ← this · other, element by element.</summary>
    /// <param name="other">What to multiply with, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    public Tensor MultiplyInPlace(Tensor other)
    {
        OperatorCall call = new(_mulInPlace);
        call.Add(this).Add(Checked(other)).RunInPlace();
        return this;
    }

    /// <summary>this ← this · factor.</summary>
    /// <param name="factor">The factor.</param>
    /// <returns>This tensor.</returns>
    public Tensor MultiplyInPlace(double factor)
    {
        OperatorCall call = new(_scaleInPlace);
        call.Add(this).Add(factor).RunInPlace();
        return this;
    }

    /// <summary>this ← source, converted to this type and device.</summary>
    /// <param name="source">The new elements, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    public Tensor CopyFrom(Tensor source)
    {
        OperatorCall call = new(_copyInPlace);
        call.Add(this).Add(Checked(source)).RunInPlace();
        return this;
    }

    /// <summary>Sets every element to one number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>This tensor.</returns>
    public Tensor Fill(double value)
    {
        OperatorCall call = new(_fillInPlace);
        call.Add(this).Add(value).RunInPlace();
        return this;
    }

    /// <summary>Sets every element to 0.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Zero()
    {
        OperatorCall call = new(_zeroInPlace);
        call.Add(this).RunInPlace();
        return this;
    }

    /// <summary>Sets every element to an independent number uniform in [low, high).</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The bound above all values; greater than <paramref name="low"/>.</param>
    /// <returns>This tensor.</returns>
    public Tensor FillUniform(double low, double high)
    {
        OperatorCall call = new(_uniformInPlace);
        call.Add(this).Add(low).Add(high).RunInPlace();
        return this;
    }

    /// <summary>Sets every element to an independent normal number.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation, at least 0.</param>
    /// <returns>This tensor.</returns>
    public Tensor FillNormal(double mean, double standardDeviation)
    {
        OperatorCall call = new(_normalInPlace);
        call.Add(this).Add(mean).Add(standardDeviation).RunInPlace();
        return this;
    }
}
