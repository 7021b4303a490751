namespace AutoScale.Torch;

/// <summary>Keeps a thread from recording operators for differentiation; disposing it restores what was before.</summary>
public readonly ref struct NoGradient
{
    private readonly bool _previous;

    internal NoGradient(bool recording) => _previous = Set(recording);

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Set(_previous);

    private static bool Set(bool recording)
    {
        TorchException.ThrowIfFailed(NativeMethods.SetRecording(recording ? 1 : 0, out int previous, out NativeError error), in error);
        return previous != 0;
    }
}
