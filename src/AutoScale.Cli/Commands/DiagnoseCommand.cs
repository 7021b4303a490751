using System.CommandLine;
using System.Globalization;

using AutoScale.Cli.Output;
using AutoScale.Diagnoses;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Diagnoses;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale diagnose: which task dominates, who conflicts and where, and which weights would balance it; of a short probe of a problem, or of a trace.</summary>
internal sealed class DiagnoseCommand
{
    private const string DefaultSteps = "100";
    private static readonly ConfigurationKey<int> StepsKey = ConfigurationKey.WholeNumber("steps", 1, string.Empty);

    // The probe has equal weights, sees all shared parameters, and neither validates nor writes checkpoints or curves.
    private static readonly ConfigurationKey[] Unused =
    [
        ConfigurationKeys.Method, ConfigurationKeys.Preset, ConfigurationKeys.WeightScale, ConfigurationKeys.GradientScope,
        ConfigurationKeys.ValidateEvery, ConfigurationKeys.CheckpointEvery, ConfigurationKeys.TensorBoard,
    ];

    private readonly Argument<string?> _trace = new("trace")
    {
        Description = "A trace file, or a run folder with one; left out, a problem is probed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly ConfigurationOptions _configuration = new(Unused);
    private readonly Option<string?> _steps = new("--steps") { HelpName = "number", Description = $"Training steps of the probe, at least 1 [default: {DefaultSteps}, or the whole run where it is shorter]" };
    private readonly Option<string?> _out = new("--out") { HelpName = "folder", Description = "Where to keep the probe's trace.jsonl and diagnosis.json [default: nowhere]" };
    private readonly Option<bool> _json = SharedOptions.Json("Print one JSON object");
    private readonly Option<bool> _plain = SharedOptions.Plain();

    private DiagnoseCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants the probe to stop.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment, CancellationToken stop)
    {
        DiagnoseCommand diagnose = new();
        Command command = new("diagnose", "Says which task dominates, which tasks conflict and where, and which weights would balance them.") { diagnose._trace, diagnose._steps };
        diagnose._configuration.AddTo(command);
        foreach (Option option in (Option[])[diagnose._out, diagnose._json, diagnose._plain])
        {
            command.Add(option);
        }

        command.SetAction(parsed => diagnose.Run(parsed, environment, stop));
        return command;
    }

    private int Run(ParseResult parsed, CommandEnvironment environment, CancellationToken stop)
    {
        CommandEnvironment shown = environment with { IsTerminal = environment.IsTerminal && !parsed.GetValue(_plain) };
        GivenConfiguration given = _configuration.Read(parsed, environment);
        try
        {
            DiagnosisReport report = parsed.GetValue(_trace) is { } trace
                ? OfTrace(trace, parsed, given, shown)
                : OfProblem(parsed, given, shown, stop);
            if (parsed.GetValue(_json))
            {
                JsonText.WriteLine(environment.Out, report.ToJson());
            }
            else
            {
                report.Print(shown);
            }

            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Error.WriteLine("Stopped; a probe leaves nothing to go on with.");
            return ExitCode.Interrupted;
        }
    }

    private DiagnosisReport OfTrace(string trace, ParseResult parsed, GivenConfiguration given, CommandEnvironment environment)
    {
        bool isConfigured = given.Values.Count + given.MethodOptions.Count + given.ProblemOptions.Count > 0;
        if (isConfigured || parsed.GetValue(_steps) is not null || parsed.GetValue(_out) is not null)
        {
            throw new ConfigurationException($"'{trace}' is a trace, which is read and not trained: leave out --steps, --out and the options of a training, or leave out the trace to probe a problem.");
        }

        string path = TraceFile.Locate(environment.Resolve(trace));
        string folder = Path.GetDirectoryName(path)!;
        return new DiagnosisReport(path, TraceFile.Read(path, Diagnose), RunFolders.HoldsRun(folder) ? ["--config", Path.GetRelativePath(environment.Directory, Path.Combine(folder, RunFileNames.Config))] : []);
    }

    private DiagnosisReport OfProblem(ParseResult parsed, GivenConfiguration given, CommandEnvironment environment, CancellationToken stop)
    {
        GivenConfiguration problem = new(
            given.Values.Where(value => !Unused.Any(key => key.Name == value.Key)).ToDictionary(), GivenConfiguration.Empty.MethodOptions, given.ProblemOptions);
        RunConfiguration configuration = RunConfigurationResolver.Resolve(
            problem.With(GivenConfiguration.Empty with { Values = new Dictionary<string, GivenValue> { [ConfigurationKeys.Method.Name] = new("unitary", "diagnose") } }),
            environment.Directory);
        ProblemProbe.RequireTasks(configuration);
        int steps = parsed.GetValue(_steps) is { } text ? StepsKey.Parse(new GivenValue(text, _steps.Name)) : Math.Min(int.Parse(DefaultSteps, CultureInfo.InvariantCulture), configuration.Iterations);
        if (steps > configuration.Iterations)
        {
            throw new ConfigurationException($"steps is '{steps}' (--steps): expected at most {configuration.Iterations}, the whole run (--iterations).");
        }

        string? folder = parsed.GetValue(_out) is { } chosen ? environment.Resolve(chosen) : null;
        if (folder is not null)
        {
            RunFolders.RequireFresh(folder, overwrite: false);
        }

        ProbeRecord record = ProbeSession.Run(configuration, steps, parsed.GetValue(_json), environment, stop);
        Diagnosis diagnosis = Diagnosis.Of(record.Trace, record.Layers);
        if (folder is not null)
        {
            record.Write(folder, diagnosis);
        }

        return new DiagnosisReport(ProbeSession.Title(configuration, steps), diagnosis, Words(configuration, problem));
    }

    private static Diagnosis Diagnose(Trace trace)
    {
        try
        {
            return Diagnosis.Of(trace);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(Wording.Of(exception), exception);
        }
    }

    /// <summary>What was given, as options of a training.</summary>
    private static string[] Words(RunConfiguration configuration, GivenConfiguration given) =>
    [
        "--problem", configuration.Problem,
        .. ConfigurationKeys.All.Where(key => key != ConfigurationKeys.Problem).SelectMany(key => given[key.Name] is { } value ? (string[])[$"--{key.Name}", value.Text] : []),
        .. given.ProblemOptions.SelectMany(option => (string[])["--problem-set", $"{option.Key}={option.Value.Text}"]),
    ];
}
