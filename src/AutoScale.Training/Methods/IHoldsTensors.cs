using AutoScale.Torch;

namespace AutoScale.Training.Methods;

/// <summary>A weighting whose state is, in part, tensors: running gradients, rotations.</summary>
public interface IHoldsTensors : IDisposable
{
    /// <summary>Everything a resumed run needs, by name: the live tensors, not copies. Empty before the first step of a method that learns the shapes there.</summary>
    /// <returns>The tensors.</returns>
    IReadOnlyDictionary<string, Tensor> Tensors();

    /// <summary>Goes back to a saved state.</summary>
    /// <param name="tensors">What <see cref="Tensors"/> of an equally constructed method returned, on the CPU; to be copied.</param>
    /// <exception cref="ArgumentException">The tensors are of another method or network.</exception>
    void Load(IReadOnlyDictionary<string, Tensor> tensors);
}
