using System.Text;

namespace AutoScale.Torch;

/// <summary>Copies named tensors onto named tensors, all of them or none.</summary>
internal static class TensorState
{
    /// <summary>Copies <paramref name="source"/> onto <paramref name="target"/> in place, converting element type and device.</summary>
    /// <param name="source">What was saved.</param>
    /// <param name="target">The live tensors.</param>
    /// <param name="owner">Whose tensors, for the message.</param>
    /// <exception cref="ArgumentException">Names or shapes differ; the message lists all that do.</exception>
    public static void Copy(IReadOnlyDictionary<string, Tensor> source, IReadOnlyDictionary<string, Tensor> target, string owner)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireSame(source, target, owner);
        using NoGradient pause = Autograd.NoGradient();
        foreach ((string name, Tensor value) in target)
        {
            value.CopyFrom(source[name]);
        }
    }

    /// <summary>Checks that two states have the same names and shapes.</summary>
    public static void RequireSame(IReadOnlyDictionary<string, Tensor> source, IReadOnlyDictionary<string, Tensor> target, string owner)
    {
        StringBuilder faults = new();
        List(faults, "missing", target.Keys.Where(name => !source.ContainsKey(name)));
        List(faults, "unexpected", source.Keys.Where(name => !target.ContainsKey(name)));
        List(faults, "of another shape", target
            .Where(part => source.TryGetValue(part.Key, out Tensor? saved) && !saved.Shape.SequenceEqual(part.Value.Shape))
            .Select(part => $"{part.Key} (expected {Format(part.Value.Shape)}, got {Format(source[part.Key].Shape)})"));
        if (faults.Length > 0)
        {
            throw new ArgumentException(
                $"The state does not fit {owner}:{faults}. Load the state of the same model and options.", nameof(source));
        }
    }

    private static void List(StringBuilder faults, string kind, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        if (sorted.Length > 0)
        {
            faults.Append(faults.Length > 0 ? "; " : " ").Append(kind).Append(": ").AppendJoin(", ", sorted);
        }
    }

    private static string Format(long[] shape) => $"[{string.Join(", ", shape)}]";
}
