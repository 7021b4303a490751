using System.CommandLine;

using AutoScale.Studies.Configuration;

namespace AutoScale.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    /// <summary>--json: output for programs.</summary>
    /// <param name="description">What is printed.</param>
    /// <returns>The option.</returns>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>--plain: no live display and no colours, even on a terminal.</summary>
    /// <returns>The option.</returns>
    public static Option<bool> Plain() => new("--plain") { Description = "Print plain lines instead of a live display, as without a terminal" };

    /// <summary>--problem-set name=value: any option of the problem.</summary>
    /// <returns>The option.</returns>
    public static Option<string[]> ProblemSet() => new("--problem-set")
    {
        HelpName = "name=value",
        Description = "Any option of the problem; 'autoscale problems NAME' lists them. May be repeated",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The values of an option that is written name=value.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <returns>Values by name.</returns>
    /// <exception cref="ConfigurationException">A value has another form, or a name comes twice.</exception>
    public static Dictionary<string, GivenValue> Pairs(ParseResult parsed, Option<string[]> option)
    {
        Dictionary<string, GivenValue> values = new(StringComparer.Ordinal);
        foreach (string pair in parsed.GetValue(option) ?? [])
        {
            int split = pair.IndexOf('=', StringComparison.Ordinal);
            string name = split > 0 ? pair[..split] : throw new ConfigurationException($"{option.Name} is '{pair}': expected name=value.");
            Add(values, name, new GivenValue(pair[(split + 1)..], $"{option.Name} {pair}"));
        }

        return values;
    }

    /// <summary>Adds a value unless there is one of that name: which of two was meant, nobody knows.</summary>
    /// <param name="values">Values by name.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value to add.</param>
    /// <exception cref="ConfigurationException">The name is there already.</exception>
    public static void Add(Dictionary<string, GivenValue> values, string name, GivenValue value)
    {
        if (!values.TryAdd(name, value))
        {
            throw new ConfigurationException($"{name} is given twice, by {values[name].Origin} and by {value.Origin}: give it once.");
        }
    }
}
