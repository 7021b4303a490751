namespace AutoScale.Torch;

/// <summary>The operators layers are made of, as functions of their input and parameters.</summary>
/// <remarks>Images are [B, C, H, W]: batch, channels, height, width. Lengths and windows are in pixels.</remarks>
public static partial class Functional
{
    private static readonly TorchOperator _linear = new("aten::linear");
    private static readonly TorchOperator _conv2d = new("aten::conv2d");
    private static readonly TorchOperator _batchNorm = new("aten::batch_norm");
    private static readonly TorchOperator _maxPool2d = new("aten::max_pool2d");
    private static readonly TorchOperator _averagePool2d = new("aten::avg_pool2d");
    private static readonly TorchOperator _adaptiveAveragePool2d = new("aten::adaptive_avg_pool2d");
    private static readonly TorchOperator _upsampleBilinear2d = new("aten::upsample_bilinear2d");
    private static readonly TorchOperator _dropout = new("aten::dropout");

    /// <summary>x Wᵀ + b.</summary>
    /// <param name="input">[..., inputs].</param>
    /// <param name="weight">W, [outputs, inputs].</param>
    /// <param name="bias">b, [outputs]; null for none.</param>
    /// <returns>[..., outputs].</returns>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        OperatorCall call = new(_linear);
        call.Add(Checked(input)).Add(Checked(weight)).Add(bias);
        return call.Run();
    }

    /// <summary>Slides square windows of weights over an image (a cross-correlation, as everywhere in deep learning).</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="weight">[outputs, C, kernel height, kernel width].</param>
    /// <param name="bias">[outputs]; null for none.</param>
    /// <param name="stride">Step between windows, at least 1.</param>
    /// <param name="padding">Zeros added on each side, at least 0.</param>
    /// <returns>[B, outputs, (H + 2·padding − kernel)/stride + 1, likewise for W].</returns>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0)
    {
        OperatorCall call = new(_conv2d);
        call.Add(Checked(input)).Add(Checked(weight)).Add(bias).Add([stride, stride]).Add([padding, padding]);
        return call.Run();
    }

    /// <summary>Shifts and scales each channel to mean 0 and variance 1, then by learned numbers.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="parameters">The channels' numbers, each [C].</param>
    /// <param name="training">
    /// Whether mean and variance are this batch's (and the running ones, if given, move towards them), or the running ones.
    /// </param>
    /// <returns>In the input's shape.</returns>
    public static Tensor BatchNorm2d(Tensor input, BatchNormParameters parameters, bool training)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        OperatorCall call = new(_batchNorm);
        call.Add(Checked(input)).Add(parameters.Weight).Add(parameters.Bias).Add(parameters.RunningMean).Add(parameters.RunningVariance)
            .Add(training).Add(parameters.Momentum).Add(parameters.Epsilon).Add(true);
        return call.Run();
    }

    /// <summary>The greatest pixel of each square window.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="kernel">The window's side, at least 1.</param>
    /// <param name="stride">Step between windows; the window's side when null.</param>
    /// <param name="padding">Pixels of −∞ added on each side, at most half the window.</param>
    /// <returns>[B, C, (H + 2·padding − kernel)/stride + 1, likewise for W].</returns>
    public static Tensor MaxPool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Pool(_maxPool2d, input, kernel, stride, padding);

    /// <summary>The mean of each square window.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="kernel">The window's side, at least 1.</param>
    /// <param name="stride">Step between windows; the window's side when null.</param>
    /// <param name="padding">Zeros added on each side and counted in the mean, at most half the window.</param>
    /// <returns>[B, C, (H + 2·padding − kernel)/stride + 1, likewise for W].</returns>
    public static Tensor AveragePool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Pool(_averagePool2d, input, kernel, stride, padding);

    /// <summary>Means of windows chosen so that the result has a given size.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="height">The result's height, at least 1.</param>
    /// <param name="width">The result's width, at least 1.</param>
    /// <returns>[B, C, height, width].</returns>
    public static Tensor AdaptiveAveragePool2d(Tensor input, long height, long width)
    {
        OperatorCall call = new(_adaptiveAveragePool2d);
        call.Add(Checked(input)).Add([height, width]);
        return call.Run();
    }

    /// <summary>Resizes an image by linear interpolation between pixels.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="height">The result's height, at least 1.</param>
    /// <param name="width">The result's width, at least 1.</param>
    /// <param name="alignCorners">Whether the corner pixels' centres stay in place, or (the default) their outer corners.</param>
    /// <returns>[B, C, height, width].</returns>
    public static Tensor UpsampleBilinear2d(Tensor input, long height, long width, bool alignCorners = false)
    {
        OperatorCall call = new(_upsampleBilinear2d);
        call.Add(Checked(input)).Add([height, width]).Add(alignCorners);
        return call.Run();
    }

    /// <summary>Sets a random fraction of elements to 0 and divides the others by 1 − fraction.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="fraction">The fraction p to drop, in [0, 1].</param>
    /// <param name="training">Whether to do so, or to return the input's elements as they are.</param>
    /// <returns>In the input's shape.</returns>
    public static Tensor Dropout(Tensor input, double fraction, bool training)
    {
        OperatorCall call = new(_dropout);
        call.Add(Checked(input)).Add(fraction).Add(training);
        return call.Run();
    }

    private static Tensor Pool(TorchOperator callee, Tensor input, long kernel, long? stride, long padding)
    {
        long step = stride ?? kernel;
        OperatorCall call = new(callee);
        call.Add(Checked(input)).Add([kernel, kernel]).Add([step, step]).Add([padding, padding]);
        return call.Run();
    }

    private static Tensor Checked(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor;
    }
}
