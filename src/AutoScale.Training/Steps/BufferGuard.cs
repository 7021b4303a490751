using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>Remembers a model's buffers for one update: a forward pass has moved batch statistics before its losses turn out to be useless.</summary>
internal sealed class BufferGuard : IDisposable
{
    private readonly List<(Tensor Buffer, Tensor Before)> _kept = [];

    /// <summary>Copies the buffers, which are small.</summary>
    /// <param name="model">Whose buffers.</param>
    /// <param name="isNeeded">Whether an update may be left out; otherwise nothing is copied.</param>
    public BufferGuard(Module model, bool isNeeded)
    {
        if (isNeeded)
        {
            _kept.AddRange(model.NamedBuffers().Select(buffer => (buffer.Value, buffer.Value.Clone())));
        }
    }

    /// <summary>Puts the buffers back.</summary>
    public void Restore()
    {
        using NoGradient off = Autograd.NoGradient();
        foreach ((Tensor buffer, Tensor before) in _kept)
        {
            buffer.CopyFrom(before);
        }
    }

    public void Dispose()
    {
        foreach ((Tensor _, Tensor before) in _kept)
        {
            before.Dispose();
        }
    }
}
