using System.Globalization;

namespace AutoScale.Studies.Configuration;

/// <summary>One named value of a run's configuration: the same name in YAML, on the command line and in messages.</summary>
/// <param name="Name">Lower case with hyphens.</param>
/// <param name="ValueName">What stands for the value in the help: "number", "name", "cpu|cuda".</param>
/// <param name="Description">One line for the help, without a full stop.</param>
public abstract record ConfigurationKey(string Name, string ValueName, string Description)
{
    /// <summary>A key whose value is any text.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="valueName">What stands for the value in the help.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<string> Text(string name, string valueName, string description) =>
        new(name, valueName, description, "some text", text => text.Length > 0 ? text : throw new FormatException());

    /// <summary>A key whose value is a list of different names.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<IReadOnlyList<string>> Names(string name, string description) =>
        new(name, "a,b", description, "different names separated by commas", ParseNames);

    /// <summary>A key whose value is a whole number.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="minimum">The smallest valid value.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<int> WholeNumber(string name, int minimum, string description) =>
        WholeNumber(name, minimum, int.MaxValue, description);

    /// <summary>A key whose value is a whole number in a range.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="minimum">The smallest valid number.</param>
    /// <param name="maximum">The largest valid number.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<int> WholeNumber(string name, int minimum, int maximum, string description)
    {
        string expected = maximum == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return new(name, "number", description, expected, text =>
        {
            int value = int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return value >= minimum && value <= maximum ? value : throw new FormatException();
        });
    }

    /// <summary>A key whose value is a finite number.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="accepts">Which finite numbers are valid.</param>
    /// <param name="expected">What is valid, for messages: "a number above 0".</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<double> Number(string name, Predicate<double> accepts, string expected, string description) =>
        new(name, "number", description, expected, text =>
        {
            double value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(value) && accepts(value) ? value : throw new FormatException();
        });

    /// <summary>A key whose value is one of an enumeration's names, written in lower case with hyphens.</summary>
    /// <typeparam name="TChoice">The enumeration.</typeparam>
    /// <param name="name">The key's name.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<TChoice> Choice<TChoice>(string name, string description)
        where TChoice : struct, Enum
    {
        Dictionary<string, TChoice> choices = Enum.GetValues<TChoice>().ToDictionary(ChoiceName.Of, StringComparer.OrdinalIgnoreCase);
        string names = string.Join(", ", choices.Keys);
        return new ConfigurationKey<TChoice>(name, "name", $"{description}: {names}", $"one of {names}", text =>
            choices.TryGetValue(text, out TChoice choice) ? choice : throw new FormatException());
    }

    /// <summary>A key that is on or off; on the command line its name alone turns it on.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="description">One line for the help.</param>
    /// <returns>The key.</returns>
    public static ConfigurationKey<bool> Flag(string name, string description) => new(name, "true|false", description, "true or false", bool.Parse);

    private static string[] ParseNames(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        return !names.Contains(string.Empty) && names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : throw new FormatException();
    }
}
