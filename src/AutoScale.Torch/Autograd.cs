namespace AutoScale.Torch;

/// <summary>Derivatives by reverse-mode differentiation of what was recorded.</summary>
public static class Autograd
{
    private const int RetainGraph = 1; // the header's ATS_RETAIN_GRAPH, ATS_CREATE_GRAPH and ATS_ALLOW_UNUSED
    private const int CreateGraph = 2;
    private const int AllowUnused = 4;
    private const int StackHandles = 64;

    /// <summary>Whether operators on this thread are recorded for differentiation.</summary>
    public static bool IsRecording
    {
        get
        {
            TorchException.ThrowIfFailed(NativeMethods.IsRecording(out int enabled, out NativeError error), in error);
            return enabled != 0;
        }
    }

    /// <summary>Stops recording on this thread until the returned value is disposed.</summary>
    /// <returns>Restores what was before; to be disposed on the same thread.</returns>
    public static NoGradient NoGradient() => new(recording: false);

    /// <summary>Computes the gradients of Σ outputs with respect to each input, without touching <see cref="Tensor.Gradient"/>.</summary>
    /// <param name="outputs">What to differentiate; scalars, unless their output gradient is given.</param>
    /// <param name="inputs">With respect to what; tensors that require a gradient, leaves or not.</param>
    /// <param name="outputGradients">Empty, or ∂L/∂output per output in its shape; null entries mean 1.</param>
    /// <param name="retainGraph">Whether the graph can be differentiated again. A created graph is always retained.</param>
    /// <param name="createGraph">Whether the gradients can themselves be differentiated.</param>
    /// <param name="allowUnused">Whether an input the outputs do not depend on gets null instead of an error.</param>
    /// <returns>One gradient per input in its shape; null for an unused one, where allowed.</returns>
    /// <exception cref="TorchException">The graph was already freed, an output is not a scalar, or an input is unused.</exception>
    public static unsafe Tensor?[] Gradients(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> outputGradients = default,
        bool retainGraph = false,
        bool createGraph = false,
        bool allowUnused = false)
    {
        if (outputs.IsEmpty || inputs.IsEmpty)
        {
            throw new ArgumentException("Gradients needs at least one output and one input.");
        }

        if (!outputGradients.IsEmpty && outputGradients.Length != outputs.Length)
        {
            throw new ArgumentException(
                $"outputGradients needs one entry per output: expected {outputs.Length}, got {outputGradients.Length}.",
                nameof(outputGradients));
        }

        int flags = (retainGraph || createGraph ? RetainGraph : 0) | (createGraph ? CreateGraph : 0) | (allowUnused ? AllowUnused : 0);
        int outputGradientStart = outputs.Length + inputs.Length;
        int resultStart = outputGradientStart + outputGradients.Length;
        int total = resultStart + inputs.Length;
        Span<nint> handles = total <= StackHandles ? stackalloc nint[total] : new nint[total];
        Tensor.CopyHandles(outputs, handles);
        Tensor.CopyHandles(inputs, handles[outputs.Length..]);
        Tensor.CopyHandles(outputGradients, handles[outputGradientStart..]);
        fixed (nint* first = handles)
        {
            nint* given = outputGradients.IsEmpty ? null : first + outputGradientStart;
            int status = NativeMethods.Gradients(
                first, outputs.Length, first + outputs.Length, inputs.Length, given, flags, first + resultStart, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, "gradients");
        }

        Tensor.KeepAlive(outputs);
        Tensor.KeepAlive(inputs);
        Tensor.KeepAlive(outputGradients);
        Tensor?[] gradients = new Tensor?[inputs.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            nint handle = handles[resultStart + i];
            gradients[i] = handle == 0 ? null : new Tensor(handle);
        }

        return gradients;
    }

    /// <summary>Adds the gradients of a loss to <see cref="Tensor.Gradient"/> of every leaf it depends on.</summary>
    /// <param name="loss">A scalar.</param>
    /// <param name="retainGraph">Whether the graph can be differentiated again.</param>
    /// <exception cref="TorchException">The loss is not a scalar, needs no gradient, or its graph was already freed.</exception>
    public static void Backward(Tensor loss, bool retainGraph = false)
    {
        ArgumentNullException.ThrowIfNull(loss);
        TorchException.ThrowIfFailed(NativeMethods.Backward(loss.Handle, retainGraph ? 1 : 0, out NativeError error), in error, "backward");
        GC.KeepAlive(loss);
    }
}
