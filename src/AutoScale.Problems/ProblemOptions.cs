using System.Globalization;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Problems;

/// <summary>The options a user gave a problem, as text by name, with readers that turn them into values.</summary>
/// <remarks>Names are checked against the problem's <see cref="ProblemDescriptor.Options"/>; defaults come from there too, so that help
/// texts cannot drift from what is read. Whether a number is in range is checked where it is used.</remarks>
public sealed class ProblemOptions
{
    private readonly ProblemDescriptor _problem;
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Takes the options of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="values">The options by name.</param>
    /// <exception cref="ProblemException">The problem has no option of a name; the message has the nearest.</exception>
    public ProblemOptions(ProblemDescriptor problem, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(values);
        foreach (string name in values.Keys)
        {
            _ = NameChoice.One(problem.Options, option => option.Name, name, $"option of problem '{problem.Name}',");
        }

        _problem = problem;
        _values = values;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The number given, or the default; null where that is not a number, as "all".</returns>
    /// <exception cref="ProblemException">What was given is not a whole number.</exception>
    public long? WholeNumber(string name)
    {
        OptionDescriptor option = Describe(name);
        if (!_values.TryGetValue(name, out string? given) || given == option.Default)
        {
            return long.TryParse(option.Default, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long usual) ? usual : null;
        }

        return long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Invalid(option, given, Wording.UpperLimit(given, long.MaxValue));
    }

    /// <summary>Reads a whole number that counts something.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>As <see cref="WholeNumber"/>.</returns>
    /// <exception cref="ProblemException">What was given is not a whole number, or too large to count with.</exception>
    public int? Count(string name) => WholeNumber(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and long value => (int)value,
        long value => throw Invalid(Describe(name), value.ToString(CultureInfo.InvariantCulture), $", at most {int.MaxValue}"),
    };

    /// <summary>Reads a number.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The number given, or the default; null where that is not a number.</returns>
    /// <exception cref="ProblemException">What was given is not a finite number.</exception>
    public double? Number(string name)
    {
        OptionDescriptor option = Describe(name);
        if (!_values.TryGetValue(name, out string? given) || given == option.Default)
        {
            return TryParse(option.Default, out double usual) ? usual : null;
        }

        return TryParse(given, out double value) ? value : throw Invalid(option, given);
    }

    private static bool TryParse(string? text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private OptionDescriptor Describe(string name) =>
        _problem.Options.FirstOrDefault(option => option.Name == name)
        ?? throw new InvalidOperationException($"Option '{name}' is read but not described: add it to the descriptor of '{_problem.Name}'.");

    private ProblemException Invalid(OptionDescriptor option, string given, string limit = "") =>
        new($"Option '{option.Name}' of problem '{_problem.Name}' is '{given}': expected {option.Range}{limit}.");
}
