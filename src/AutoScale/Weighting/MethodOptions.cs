using System.Globalization;
using AutoScale.Runs;

namespace AutoScale.Weighting;

/// <summary>The options a user gave a method, as text by name, with readers that turn them into checked values.</summary>
/// <remarks>
/// A method's factory reads them; defaults and the wording of valid ranges come from the method's <see cref="OptionDescriptor"/>s, so help texts and errors
/// cannot drift from what is read. Immutable.
/// </remarks>
public sealed class MethodOptions
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly MethodDescriptor? _method;

    /// <summary>Creates options.</summary>
    /// <param name="values">The options by name.</param>
    public MethodOptions(IEnumerable<KeyValuePair<string, string>> values)
        : this(values, null)
    {
    }

    private MethodOptions(IEnumerable<KeyValuePair<string, string>> values, MethodDescriptor? method)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach ((string name, string value) in values)
        {
            if (!_values.TryAdd(name, value))
            {
                throw new MethodOptionException($"Option '{name}' is given twice.");
            }
        }

        _method = method;
    }

    /// <summary>No options: everything has its default.</summary>
    public static MethodOptions None { get; } = new([]);

    /// <summary>The options as given, in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Reads options of the form name=value.</summary>
    /// <param name="assignments">The assignments, as <c>alpha=0.2</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="MethodOptionException">An assignment has no "=" or no name, or a name comes twice.</exception>
    public static MethodOptions Parse(IEnumerable<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        return new MethodOptions(assignments.Select(assignment =>
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            return equals > 0
                ? KeyValuePair.Create(assignment[..equals].Trim(), assignment[(equals + 1)..].Trim())
                : throw new MethodOptionException($"Option '{assignment}' is not of the form name=value.");
        }));
    }

    /// <summary>A number as the readers take it: invariant culture, all digits.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its text.</returns>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>A value of an enumeration as the readers take it: lower case with hyphens, <c>skip-task</c>.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its text.</returns>
    public static string Format<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => string.Concat(value.ToString().Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)));

    /// <summary>The options whose names begin with a prefix, without it: how a method hands options to one it contains.</summary>
    /// <param name="prefix">The prefix with its dot, as <c>explorer.</c>.</param>
    /// <returns>The options, to be checked by the contained method.</returns>
    public MethodOptions Under(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new MethodOptions(_values
            .Where(option => option.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(option => KeyValuePair.Create(option.Key[prefix.Length..], option.Value)));
    }

    /// <summary>Reads a number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="isValid">Whether a finite number is in range; null accepts all.</param>
    /// <returns>The number given, or the default.</returns>
    /// <exception cref="MethodOptionException">The value is not a finite number in range.</exception>
    public double Number(string name, Func<double, bool>? isValid = null)
    {
        string text = Text(name);
        return TryParse(text, out double value) && (isValid is null || isValid(value)) ? value : throw Invalid(name, text);
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="isValid">Whether the number is in range; null accepts all.</param>
    /// <returns>The number given, or the default.</returns>
    /// <exception cref="MethodOptionException">The value is not a whole number in range.</exception>
    public int WholeNumber(string name, Func<int, bool>? isValid = null)
    {
        string text = Text(name);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && (isValid is null || isValid(value))
            ? value
            : throw Invalid(name, text, limit: Wording.UpperLimit(text));
    }

    /// <summary>Reads numbers separated by commas.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="count">How many are wanted; a single number stands for all of them.</param>
    /// <param name="areValid">Whether the finite numbers are in range; null accepts all.</param>
    /// <returns>The numbers given, or the default; <paramref name="count"/> of them.</returns>
    /// <exception cref="MethodOptionException">There is another number of values, or they are not finite numbers in range.</exception>
    public double[] Numbers(string name, int count, Func<double[], bool>? areValid = null)
    {
        string text = Text(name);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        double[] values = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!TryParse(parts[i], out values[i]))
            {
                throw Invalid(name, text);
            }
        }

        if (values.Length != 1 && values.Length != count)
        {
            throw new MethodOptionException($"Option '{name}' of method '{_method?.Name}' has {values.Length} numbers: expected {count}, or one for all.");
        }

        double[] all = values.Length == count ? values : [.. Enumerable.Repeat(values[0], count)];
        return areValid is null || areValid(all) ? all : throw Invalid(name, text);
    }

    /// <summary>Reads a value of an enumeration; case and hyphens do not count.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="allowed">The values that are valid here; none means all.</param>
    /// <returns>The value given, or the default.</returns>
    /// <exception cref="MethodOptionException">The value is not a valid one; the message has the nearest.</exception>
    public TEnum Choice<TEnum>(string name, params ReadOnlySpan<TEnum> allowed)
        where TEnum : struct, Enum
    {
        string text = Text(name);
        TEnum[] valid = allowed.IsEmpty ? Enum.GetValues<TEnum>() : allowed.ToArray();
        string wanted = text.Replace("-", "", StringComparison.Ordinal);
        foreach (TEnum value in valid)
        {
            if (value.ToString().Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Invalid(name, text, NameSuggestion.For(text, valid.Select(value => Format(value))));
    }

    /// <summary>Reads a name from a list; case does not count.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="allowed">The valid values.</param>
    /// <returns>The value given, or the default, as <paramref name="allowed"/> spells it.</returns>
    /// <exception cref="MethodOptionException">The value is not in the list; the message has the nearest.</exception>
    public string OneOf(string name, IEnumerable<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        string text = Text(name);
        return allowed.FirstOrDefault(value => value.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid(name, text, NameSuggestion.For(text, allowed));
    }

    /// <summary>Reads an option as it is.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The text given, or the default.</returns>
    /// <exception cref="MethodOptionException">The option is required and was not given.</exception>
    public string Text(string name)
    {
        OptionDescriptor option = Describe(name);
        return _values.TryGetValue(name, out string? given)
            ? given
            : option.Default ?? throw new MethodOptionException($"Method '{_method?.Name}' needs the option '{name}': {option.Meaning} Expected {option.Range}.");
    }

    /// <summary>The same options, to be read by a method; every name is checked against the method's descriptors.</summary>
    internal MethodOptions For(MethodDescriptor method)
    {
        foreach (string name in _values.Keys)
        {
            if (!method.AllOptions.Any(option => option.Matches(name)))
            {
                string[] valid = [.. method.AllOptions.Select(option => option.Name)];
                throw new MethodOptionException(
                    $"Method '{method.Name}' has no option '{name}'{NameSuggestion.For(name, valid)}; valid are {string.Join(", ", valid)}.");
            }
        }

        return new MethodOptions(_values, method);
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private OptionDescriptor Describe(string name) =>
        _method?.AllOptions.FirstOrDefault(option => option.Name == name)
        ?? throw new InvalidOperationException($"Option '{name}' is read but not described: add an OptionDescriptor of that name to the method's descriptor.");

    private MethodOptionException Invalid(string name, string text, string suggestion = "", string limit = "") =>
        new($"Option '{name}' of method '{_method?.Name}' is '{text}'{suggestion}: expected {Describe(name).Range}{limit}.");
}
