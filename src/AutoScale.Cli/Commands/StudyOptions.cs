using System.CommandLine;
using System.Globalization;

using AutoScale.Studies.Configuration;

namespace AutoScale.Cli.Commands;

/// <summary>The options of every command that trains many runs, and what follows from them.</summary>
internal sealed class StudyOptions
{
    /// <summary>The most weight vectors of a study: each is a whole training.</summary>
    internal const int MostVectors = 10_000;

    private const int MostJobs = 64;
    private const int MostJobsByDefault = 8;

    private static readonly ConfigurationKey<int> JobsKey = ConfigurationKey.WholeNumber("jobs", 1, MostJobs, "Runs trained side by side");

    private readonly Option<string?> _jobs = new("--jobs")
    {
        HelpName = "number",
        Description = $"Runs trained side by side, each with its share of the cores as threads unless --threads says otherwise [default: one per core, at most {MostJobsByDefault}; 1 on a CUDA device]",
    };

    private readonly Option<bool> _json = SharedOptions.Json("Print one JSON object a line: progress, every run, and the result last");
    private readonly Option<bool> _plain = SharedOptions.Plain();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_jobs, _json, _plain])
        {
            command.Add(option);
        }
    }

    /// <summary>How many runs are trained side by side.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="given">What all runs share; says the device.</param>
    /// <returns>At least 1.</returns>
    /// <exception cref="ConfigurationException">The number is not valid.</exception>
    public int Jobs(ParseResult parsed, GivenConfiguration given)
    {
        if (parsed.GetValue(_jobs) is not { } text)
        {
            bool isCpu = ConfigurationKeys.Device.In(given, "cpu") == "cpu";
            return isCpu ? Math.Min(Environment.ProcessorCount, MostJobsByDefault) : 1;
        }

        return JobsKey.Parse(new GivenValue(text, _jobs.Name));
    }

    /// <summary>Gives every run its share of the cores, unless somebody said how many threads it has.</summary>
    /// <param name="given">What all runs share.</param>
    /// <param name="jobs">Runs side by side.</param>
    /// <returns>The same with a number of threads.</returns>
    public static GivenConfiguration Shared(GivenConfiguration given, int jobs)
    {
        if (given[ConfigurationKeys.Threads.Name] is { } threads && ConfigurationKeys.Threads.Parse(threads) > 0)
        {
            return given;
        }

        string share = Math.Max(1, Environment.ProcessorCount / jobs).ToString(CultureInfo.InvariantCulture);
        return given with { Values = new Dictionary<string, GivenValue>(given.Values) { [ConfigurationKeys.Threads.Name] = new GivenValue(share, "--jobs") } };
    }

    /// <summary>How the study shows itself.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">The process around the command.</param>
    /// <returns>The session, to train the study in.</returns>
    public StudySession Session(ParseResult parsed, CommandEnvironment environment)
    {
        CommandEnvironment shown = environment with { IsTerminal = environment.IsTerminal && !parsed.GetValue(_plain) };
        return new StudySession(parsed.GetValue(_json) ? RunReporting.Json : shown.IsTerminal ? RunReporting.Live : RunReporting.Plain, shown);
    }
}
