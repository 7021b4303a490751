using System.Globalization;
using AutoScale.Torch;

namespace AutoScale.Training.Methods;

/// <summary>One tensor for each part of each task's gradient, zero until the part is first seen: what a method remembers coordinate by coordinate.</summary>
/// <param name="owner">The method, for messages.</param>
/// <param name="name">What the tensors are, the first part of their names in a checkpoint.</param>
internal sealed class RunningTensors(string owner, string name) : IDisposable
{
    private readonly SortedDictionary<(int Task, int Part), Tensor> _tensors = [];

    /// <summary>y ← (1 − step)·y + step·factor·g for every part of every task; the parts become y.</summary>
    /// <param name="gradients">The gradients g; receives the live y.</param>
    /// <param name="factors">A factor for each task's gradient, shape [K].</param>
    /// <param name="step">How far y goes towards the gradient, in [0, 1].</param>
    public void Follow(TaskGradients gradients, ReadOnlySpan<double> factors, double step)
    {
        for (int task = 0; task < gradients.TaskCount; task++)
        {
            for (int part = 0; part < gradients.PartCount; part++)
            {
                Tensor? gradient = gradients[task, part];
                if (At(task, part, gradient) is not Tensor running)
                {
                    continue; // The task has never reached this part.
                }

                running.MultiplyInPlace(1 - step);
                if (gradient is not null)
                {
                    running.AddInPlace(gradient, step * factors[task]);
                }

                gradients[task, part] = running;
            }
        }
    }

    /// <summary>The live tensor of one part, made of zeros where there is none yet.</summary>
    /// <param name="task">The task.</param>
    /// <param name="part">The part.</param>
    /// <param name="gradient">The part's gradient of this step, which gives shape and device; null makes none.</param>
    /// <param name="type">The type of a new tensor; null for the gradient's.</param>
    /// <returns>The tensor; null where neither it nor the gradient exists.</returns>
    /// <exception cref="InvalidOperationException">The tensor has another shape than the gradient.</exception>
    public Tensor? At(int task, int part, Tensor? gradient, ScalarType? type = null)
    {
        _tensors.TryGetValue((task, part), out Tensor? running);
        if (gradient is null)
        {
            return running;
        }

        if (running is null)
        {
            running = Tensor.Zeros(gradient.Shape, type ?? gradient.ScalarType, gradient.Device);
        }
        else if (!running.Shape.SequenceEqual(gradient.Shape))
        {
            throw new InvalidOperationException($"{owner} remembers {running} for a gradient that is {gradient}: it serves one network, and its parameters only.");
        }
        else if (running.Device != gradient.Device)
        {
            using Tensor loaded = running; // Checkpoints are read to the CPU.
            running = loaded.To(gradient.Device);
        }
        else
        {
            return running;
        }

        return _tensors[(task, part)] = TensorScope.Escape(running);
    }

    /// <summary>The live tensors by name.</summary>
    /// <returns>A new dictionary.</returns>
    public IReadOnlyDictionary<string, Tensor> All() => _tensors.ToDictionary(
        pair => string.Create(CultureInfo.InvariantCulture, $"{name}.{pair.Key.Task}.{pair.Key.Part}"),
        pair => pair.Value);

    /// <summary>Takes copies of saved tensors in place of what is remembered.</summary>
    /// <param name="saved">What <see cref="All"/> gave.</param>
    /// <exception cref="ArgumentException">A name is not one of this method's.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        KeyValuePair<(int Task, int Part), Tensor>[] copies =
            [.. saved.Select(pair => KeyValuePair.Create(KeyOf(pair.Key), TensorScope.Escape(pair.Value.Clone())))];
        Dispose();
        foreach ((var key, Tensor copy) in copies)
        {
            _tensors.Add(key, copy);
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }

        _tensors.Clear();
    }

    private (int Task, int Part) KeyOf(string saved)
    {
        string[] words = saved.Split('.');
        return words.Length == 3 && words[0] == name
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int task)
            && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            ? (task, part)
            : throw new ArgumentException($"The saved tensor '{saved}' is not {owner}'s, whose are named '{name}.TASK.PART': it belongs to another method.", nameof(saved));
    }
}
