namespace AutoScale.Weighting;

/// <summary>The state of a weighting as named rows of numbers, ready to be written to a checkpoint without loss.</summary>
public sealed class WeightingState
{
    private readonly SortedDictionary<string, double[]> _values = new(StringComparer.Ordinal);

    /// <summary>Every value by name, in ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, double[]> Values => _values;

    /// <summary>Adds a copy of a value.</summary>
    /// <param name="name">Name, unique in this state.</param>
    /// <param name="value">The numbers, any length.</param>
    /// <returns>This state, to go on adding.</returns>
    public WeightingState With(string name, ReadOnlySpan<double> value)
    {
        _values.Add(name, value.ToArray());
        return this;
    }

    /// <summary>Adds all values of another weighting's state under a prefix: how a decorator keeps what it decorates.</summary>
    /// <param name="prefix">Put before each name with a slash between.</param>
    /// <param name="state">The state to nest.</param>
    /// <returns>This state, to go on adding.</returns>
    public WeightingState With(string prefix, WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach ((string name, double[] value) in state._values)
        {
            With($"{prefix}/{name}", value);
        }

        return this;
    }

    /// <summary>The state nested under a prefix.</summary>
    /// <param name="prefix">The prefix given when it was nested.</param>
    /// <returns>The nested state, empty if nothing was nested there.</returns>
    public WeightingState Nested(string prefix)
    {
        WeightingState nested = new();
        foreach ((string name, double[] value) in _values)
        {
            if (name.StartsWith(prefix + "/", StringComparison.Ordinal))
            {
                nested.With(name[(prefix.Length + 1)..], value);
            }
        }

        return nested;
    }

    /// <summary>Reads a value of a known length.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="length">How many numbers are expected; −1 accepts any.</param>
    /// <returns>The numbers themselves, not a copy.</returns>
    /// <exception cref="ArgumentException">There is no such value, or it has another length.</exception>
    public double[] Read(string name, int length = -1)
    {
        if (!_values.TryGetValue(name, out double[]? value))
        {
            throw new ArgumentException($"The saved weighting state has no value '{name}': it holds {string.Join(", ", _values.Keys)}. It belongs to another method.");
        }

        if (length >= 0 && value.Length != length)
        {
            throw new ArgumentException($"The saved weighting state's '{name}' has {value.Length} numbers, expected {length}: it belongs to another number of tasks.");
        }

        return value;
    }
}
