namespace AutoScale.Torch;

/// <content>The same elements in other shapes, parts and combinations. A view shares its elements with this tensor.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _transpose = new("aten::transpose", "int");
    private static readonly TorchOperator _reshape = new("aten::reshape");
    private static readonly TorchOperator _flatten = new("aten::flatten", "using_ints");
    private static readonly TorchOperator _view = new("aten::view");
    private static readonly TorchOperator _permute = new("aten::permute");
    private static readonly TorchOperator _expand = new("aten::expand");
    private static readonly TorchOperator _unsqueeze = new("aten::unsqueeze");
    private static readonly TorchOperator _squeeze = new("aten::squeeze");
    private static readonly TorchOperator _squeezeDimension = new("aten::squeeze", "dim");
    private static readonly TorchOperator _select = new("aten::select", "int");
    private static readonly TorchOperator _narrow = new("aten::narrow");
    private static readonly TorchOperator _indexSelect = new("aten::index_select");
    private static readonly TorchOperator _gather = new("aten::gather");
    private static readonly TorchOperator _cat = new("aten::cat");
    private static readonly TorchOperator _stack = new("aten::stack");
    private static readonly TorchOperator _unbind = new("aten::unbind", "int");

    /// <summary>Joins tensors along a dimension they have.</summary>
    /// <param name="tensors">At least one; the other dimensions are equal.</param>
    /// <param name="dimension">The dimension whose lengths add up; negative counts from the last.</param>
    /// <returns>A new tensor.</returns>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, long dimension = 0) => Join(_cat, tensors, dimension);

    /// <summary>Joins tensors of one shape along a new dimension.</summary>
    /// <param name="tensors">At least one.</param>
    /// <param name="dimension">Where the new dimension stands in the result; negative counts from the last.</param>
    /// <returns>A new tensor with one dimension more.</returns>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, long dimension = 0) => Join(_stack, tensors, dimension);

    /// <summary>Swaps two dimensions.</summary>
    /// <param name="first">The one; negative counts from the last.</param>
    /// <param name="second">The other.</param>
    /// <returns>A view.</returns>
    public Tensor Transpose(int first, int second)
    {
        OperatorCall call = new(_transpose);
        call.Add(this).Add((long)first).Add((long)second);
        return call.Run();
    }

    /// <summary>Another shape for the same elements in the same order.</summary>
    /// <param name="shape">The new shape; one length may be −1, which is computed.</param>
    /// <returns>A view where the memory allows it, a copy otherwise.</returns>
    /// <exception cref="TorchException">The number of elements differs.</exception>
    public Tensor Reshape(params ReadOnlySpan<long> shape) => WithList(_reshape, shape);

    /// <summary>As <see cref="Reshape"/>, but never a copy.</summary>
    /// <param name="shape">The new shape; one length may be −1, which is computed.</param>
    /// <returns>A view.</returns>
    /// <exception cref="TorchException">The number of elements differs, or the memory does not allow it.</exception>
    public Tensor View(params ReadOnlySpan<long> shape) => WithList(_view, shape);

    /// <summary>Merges a dimension and all after it into one.</summary>
    /// <param name="startDimension">The first to merge.</param>
    /// <returns>A view where the memory allows it, a copy otherwise.</returns>
    public Tensor Flatten(int startDimension = 0)
    {
        OperatorCall call = new(_flatten);
        call.Add(this).Add((long)startDimension);
        return call.Run();
    }

    /// <summary>Reorders the dimensions.</summary>
    /// <param name="order">For each dimension of the result, which of this tensor it is.</param>
    /// <returns>A view.</returns>
    public Tensor Permute(params ReadOnlySpan<long> order) => WithList(_permute, order);

    /// <summary>Repeats dimensions of length 1 without copying.</summary>
    /// <param name="shape">The wanted shape; −1 keeps a length.</param>
    /// <returns>A view.</returns>
    public Tensor Expand(params ReadOnlySpan<long> shape) => WithList(_expand, shape);

    /// <summary>Inserts a dimension of length 1.</summary>
    /// <param name="dimension">Where it stands in the result; negative counts from the last.</param>
    /// <returns>A view.</returns>
    public Tensor Unsqueeze(long dimension) => AlongDimension(_unsqueeze, dimension);

    /// <summary>Removes all dimensions of length 1.</summary>
    /// <returns>A view.</returns>
    public Tensor Squeeze() => Unary(_squeeze);

    /// <summary>Removes a dimension of length 1; another length stays.</summary>
    /// <param name="dimension">Which; negative counts from the last.</param>
    /// <returns>A view.</returns>
    public Tensor Squeeze(long dimension) => AlongDimension(_squeezeDimension, dimension);

    /// <summary>One position along a dimension, which vanishes.</summary>
    /// <param name="dimension">The dimension; negative counts from the last.</param>
    /// <param name="index">The position; negative counts from the last.</param>
    /// <returns>A view.</returns>
    public Tensor Select(long dimension, long index)
    {
        OperatorCall call = new(_select);
        call.Add(this).Add(dimension).Add(index);
        return call.Run();
    }

    /// <summary>A range of positions along a dimension.</summary>
    /// <param name="dimension">The dimension; negative counts from the last.</param>
    /// <param name="start">The first position.</param>
    /// <param name="length">How many.</param>
    /// <returns>A view.</returns>
    public Tensor Narrow(long dimension, long start, long length)
    {
        OperatorCall call = new(_narrow);
        call.Add(this).Add(dimension).Add(start).Add(length);
        return call.Run();
    }

    /// <summary>Every position along a dimension as a tensor of its own.</summary>
    /// <param name="dimension">The dimension, which vanishes; negative counts from the last.</param>
    /// <returns>Views, in order.</returns>
    public Tensor[] Unbind(int dimension = 0)
    {
        Tensor[] parts = new Tensor[Size(dimension)];
        OperatorCall call = new(_unbind);
        call.Add(this).Add((long)dimension).Run(parts!);
        return parts;
    }

    /// <summary>Chosen positions along a dimension, in the chosen order.</summary>
    /// <param name="dimension">The dimension; negative counts from the last.</param>
    /// <param name="index">Int64 [n] of positions.</param>
    /// <returns>A new tensor whose dimension has length n.</returns>
    public Tensor IndexSelect(long dimension, Tensor index)
    {
        OperatorCall call = new(_indexSelect);
        call.Add(this).Add(dimension).Add(Checked(index));
        return call.Run();
    }

    /// <summary>For each element of the index, the element of this tensor at that position along a dimension.</summary>
    /// <param name="dimension">The dimension; negative counts from the last.</param>
    /// <param name="index">Int64 positions, as many dimensions as this tensor.</param>
    /// <returns>A new tensor in the index's shape.</returns>
    public Tensor Gather(long dimension, Tensor index)
    {
        OperatorCall call = new(_gather);
        call.Add(this).Add(dimension).Add(Checked(index));
        return call.Run();
    }

    private static Tensor Join(TorchOperator callee, ReadOnlySpan<Tensor> tensors, long dimension)
    {
        OperatorCall call = new(callee);
        call.Add(tensors).Add(dimension);
        Tensor joined = call.Run();
        KeepAlive(tensors);
        return joined;
    }

    private Tensor WithList(TorchOperator callee, ReadOnlySpan<long> values)
    {
        OperatorCall call = new(callee);
        call.Add(this).Add(values);
        return call.Run();
    }
}
