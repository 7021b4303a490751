namespace AutoScale.Torch.Tests;

public sealed class TensorTests : IDisposable
{
    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Properties_OfAMatrix_SayWhatItIs()
    {
        Tensor matrix = Tensor.Zeros([2, 3]);

        Assert.Equal([2, 3], matrix.Shape);
        Assert.Equal(2, matrix.Dimensions);
        Assert.Equal(6, matrix.ElementCount);
        Assert.Equal(3, matrix.Size(-1));
        Assert.Equal(ScalarType.Float32, matrix.ScalarType);
        Assert.Equal(Device.Cpu, matrix.Device);
        Assert.False(matrix.RequiresGradient);
        Assert.True(matrix.IsContiguous);
        Assert.False(matrix.Transpose(0, 1).IsContiguous);
        Assert.Equal("Tensor float32 [2, 3] cpu", matrix.ToString());
        Assert.Equal("Tensor int64 [] cpu", Tensor.Scalar(1, ScalarType.Int64).ToString());
    }

    [Fact]
    public void Size_NoSuchDimension_NamesTheValidOnes()
    {
        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Zeros([2, 3]).Size(2));

        Assert.Contains("-2 to 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_EveryType_ReadsBackUnchanged()
    {
        Assert.Equal([1.5f, -2], Tensor.From([1.5f, -2f]).ToArray<float>());
        Assert.Equal([1.5, -2], Tensor.From([1.5, -2.0]).ToArray<double>());
        Assert.Equal([long.MinValue, 7], Tensor.From([long.MinValue, 7L]).ToArray<long>());
        Assert.Equal(new byte[] { 0, 255 }, Tensor.From(new byte[] { 0, 255 }).ToArray<byte>());
        Assert.Equal([true, false], Tensor.From([true, false]).ToArray<bool>());
    }

    [Theory]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void To_EveryTypeAndBack_KeepsSmallIntegers(ScalarType type)
    {
        Tensor converted = Tensor.From([-3.0, 0, 5]).To(type);

        Assert.Equal(type, converted.ScalarType);
        Assert.Equal([-3, 0, 5], converted.To(ScalarType.Float64).ToArray<double>());
        Assert.Equal(5, converted.Select(0, 2).Item());
    }

    [Fact]
    public void ToArray_OtherTypes_ReadTheirOwn()
    {
        Assert.Equal([1, -1], Tensor.From([1.0, -1]).To(ScalarType.Int32).ToArray<int>());
        Assert.Equal([1, -1], Tensor.From([1.0, -1]).To(ScalarType.Int16).ToArray<short>());
        Assert.Equal([1, -1], Tensor.From([1.0, -1]).To(ScalarType.Int8).ToArray<sbyte>());
        Assert.Equal([(Half)1, (Half)(-1)], Tensor.From([1.0, -1]).To(ScalarType.Float16).ToArray<Half>());
    }

    [Fact]
    public void ToArray_AnotherType_SaysHowToConvert()
    {
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => Tensor.Zeros([2]).ToArray<double>());

        Assert.Equal("Cannot read Tensor float32 [2] cpu as Double. Convert it first with To(Float64).", failure.Message);
        Assert.Throws<InvalidOperationException>(() => Tensor.Zeros([2]).ToArray<decimal>());
    }

    [Fact]
    public void CopyTo_AnotherLength_SaysBoth()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Tensor.Zeros([2, 2]).CopyTo(new float[3].AsSpan()));

        Assert.Contains("expected 4, got 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToArray_OfAViewThatIsNotContiguous_GoesRowByRow()
    {
        Assert.Equal([1, 3, 2, 4], Tensor.From([1.0, 2, 3, 4], 2, 2).Transpose(0, 1).ToArray<double>());
    }

    [Fact]
    public void From_WrongNumberOfElements_IsRefused()
    {
        TorchException failure = Assert.Throws<TorchException>(() => Tensor.From([1f, 2, 3], 2, 2));

        Assert.Contains("needs 16 bytes, got 12", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_NoElements_IsAnEmptyTensor()
    {
        Tensor empty = Tensor.From(ReadOnlySpan<float>.Empty, 0, 3);

        Assert.Equal([0, 3], empty.Shape);
        Assert.Empty(empty.ToArray<float>());
        Assert.True(empty.IsFinite());
        Assert.Equal(0, empty.Sum().Item());
    }

    [Fact]
    public void FromBytes_AndBack_KeepsEveryBit()
    {
        byte[] bytes = [0x00, 0x00, 0xC0, 0x7F, 0x01, 0x00, 0x00, 0x80]; // a NaN and the smallest negative number
        byte[] read = new byte[8];

        Tensor.FromBytes(bytes, ScalarType.Float32, [2]).CopyBytesTo(read);

        Assert.Equal(bytes, read);
    }

    [Fact]
    public void Item_OfSeveralElements_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => Tensor.Zeros([2]).Item());
        Assert.Equal(1, Tensor.From([true]).Item());
        Assert.Equal(1L << 40, Tensor.From([1L << 40]).Item());
    }

    [Fact]
    public void View_SharesItsElements_AndACloneDoesNot()
    {
        Tensor original = Tensor.Zeros([4]);
        Tensor view = original.View(2, 2);
        Tensor clone = original.Clone();

        original.Fill(3);

        Assert.Equal(12, view.Sum().Item());
        Assert.Equal(0, clone.Sum().Item());
    }

    [Fact]
    public void Operators_OnNull_NameTheArgument()
    {
        Tensor missing = null!;

        Assert.Throws<ArgumentNullException>(() => missing + Tensor.Ones([1]));
        Assert.Throws<ArgumentNullException>(() => Tensor.Ones([1]) + missing);
        Assert.Throws<ArgumentNullException>(() => Tensor.Cat([Tensor.Ones([1]), missing]));
    }

    [Fact]
    public void AddInPlace_OnAParameter_IsRefusedWhileRecording()
    {
        Tensor leaf = Tensor.Ones([2]);
        leaf.RequiresGradient = true;

        Assert.Throws<TorchException>(() => leaf.AddInPlace(Tensor.Ones([2])));
        using (Autograd.NoGradient())
        {
            leaf.AddInPlace(Tensor.Ones([2]));
        }

        Assert.Equal([2, 2], leaf.Detach().ToArray<float>());
    }
}
