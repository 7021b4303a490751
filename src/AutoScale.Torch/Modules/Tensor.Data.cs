namespace AutoScale.Torch;

/// <content>Changes where this tensor's elements are.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _setData = new("aten::set_data");

    /// <summary>Takes over the elements of another tensor, with their type and device, and drops the gradient. This object, and all who
    /// hold it, stay.</summary>
    internal void SetData(Tensor data)
    {
        Gradient = null;
        OperatorCall call = new(_setData);
        call.Add(this).Add(Checked(data)).RunInPlace();
    }
}
