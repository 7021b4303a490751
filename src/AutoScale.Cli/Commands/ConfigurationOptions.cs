using System.CommandLine;

using AutoScale.Studies.Configuration;

namespace AutoScale.Cli.Commands;

/// <summary>The options with which a command line configures a run: one per configuration key, and the method's own.</summary>
/// <param name="without">Keys that the command has no use for; without <see cref="ConfigurationKeys.Preset"/> it takes no options of a method either.</param>
internal sealed class ConfigurationOptions(params ConfigurationKey[] without)
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        [ConfigurationKeys.LearningRate.Name] = "--lr",
        [ConfigurationKeys.Iterations.Name] = "-n",
    };

    private readonly List<(string Key, Option<string> Option)> _values = [];
    private readonly List<(string Key, Option<string> Option)> _methodOptions = [];

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "name=value",
        Description = "Any option of the method; 'autoscale methods NAME' lists them. May be repeated",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _problemSet = SharedOptions.ProblemSet();

    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "file",
        Description = "A YAML file with any of these settings; options given beside it win",
    };

    /// <summary>The options that the runs of a study share; it sets method and seed of each itself.</summary>
    /// <returns>The options, to be read with <see cref="ReadShared"/>.</returns>
    public static ConfigurationOptions OfStudy() => new(ConfigurationKeys.Method, ConfigurationKeys.Preset, ConfigurationKeys.Seed);

    /// <summary>Adds every option to a command, in the order of the help.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_config);
        foreach (ConfigurationKey key in ConfigurationKeys.All)
        {
            bool isWanted = !without.Contains(key);
            if (isWanted)
            {
                Option<string> option = Add(command, _values, key.Name, key.ValueName, key.Description);
                option.Arity = key is ConfigurationKey<bool> ? ArgumentArity.ZeroOrOne : option.Arity;
            }

            if (key != ConfigurationKeys.Preset)
            {
                continue;
            }

            if (isWanted)
            {
                foreach ((string name, string valueName, string description) in MethodFlags.All)
                {
                    Add(command, _methodOptions, name, valueName, description);
                }

                command.Add(_set);
            }

            command.Add(_problemSet);
        }
    }

    /// <summary>What the command line and the file it names say about the run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">The process around the command.</param>
    /// <returns>The configuration as written, options over file.</returns>
    /// <exception cref="ConfigurationException">The file cannot be read, or an option is not well formed.</exception>
    public GivenConfiguration Read(ParseResult parsed, CommandEnvironment environment)
    {
        Dictionary<string, GivenValue> methodOptions = Given(parsed, _methodOptions);
        foreach ((string name, GivenValue value) in SharedOptions.Pairs(parsed, _set))
        {
            SharedOptions.Add(methodOptions, name, value);
        }

        GivenConfiguration given = new(Given(parsed, _values), methodOptions, SharedOptions.Pairs(parsed, _problemSet));
        return parsed.GetValue(_config) is { } file ? ReadFile(file, environment).With(given) : given;
    }

    /// <summary>As <see cref="Read"/>; a file may be that of a single run, and what is that run's own would bend all the others.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">The process around the command.</param>
    /// <returns>The configuration as written, options over file.</returns>
    /// <exception cref="ConfigurationException">The file cannot be read, an option is not well formed, or something is given that the command sets itself.</exception>
    public GivenConfiguration ReadShared(ParseResult parsed, CommandEnvironment environment)
    {
        GivenConfiguration given = Read(parsed, environment);
        foreach ((string name, GivenValue value) in given.Values.Where(value => without.Any(key => key.Name == value.Key)).Concat(given.MethodOptions))
        {
            throw new ConfigurationException($"{name} is given ({value.Origin}), but a study sets it for each of its runs: leave it out.");
        }

        return given;
    }

    private static GivenConfiguration ReadFile(string file, CommandEnvironment environment)
    {
        string path = environment.Resolve(file);
        if (!File.Exists(path))
        {
            throw new ConfigurationException($"There is no configuration file {path} (--config).");
        }

        using StreamReader reader = new(path);
        return YamlConfiguration.Read(reader, file);
    }

    private static Option<string> Add(Command command, List<(string Key, Option<string> Option)> to, string name, string valueName, string description)
    {
        string[] aliases = ShortNames.TryGetValue(name, out string? shortName) ? [shortName] : [];
        Option<string> option = new("--" + name, aliases) { HelpName = valueName, Description = description };
        to.Add((name, option));
        command.Add(option);
        return option;
    }

    private static Dictionary<string, GivenValue> Given(ParseResult parsed, List<(string Key, Option<string> Option)> options)
    {
        Dictionary<string, GivenValue> given = new(StringComparer.Ordinal);
        foreach ((string key, Option<string> option) in options)
        {
            if (parsed.GetResult(option) is { } result)
            {
                given[key] = new GivenValue(result.Tokens.Count == 0 ? "true" : parsed.GetValue(option)!, option.Name);
            }
        }

        return given;
    }
}
