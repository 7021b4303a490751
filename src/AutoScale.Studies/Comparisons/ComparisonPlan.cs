using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Comparisons;

/// <summary>Everything a comparison trains: single-task baselines, every entrant, and a searched set of fixed weights, all seeds with one data order and budget.</summary>
public sealed record ComparisonPlan
{
    /// <summary>What tables call the best of the searched weights.</summary>
    public const string SearchedLabel = "fixed, searched";

    private const int CharactersOfHash = 8;

    /// <summary>The settings that all runs share; no method, no seed.</summary>
    public required GivenConfiguration Common { get; init; }

    /// <summary>The entrants, at least one, each label once.</summary>
    public required IReadOnlyList<MethodSpec> Methods { get; init; }

    /// <summary>What <see cref="Describe"/> says of the methods where the study may grow by more of a kind; null for their labels.</summary>
    public string? MethodsName { get; init; }

    /// <summary>The seeds, at least one.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>How many weight vectors are searched; 0 for no search. Default 0.</summary>
    public int Searched { get; init; }

    /// <summary>The folder that relative paths in <see cref="Common"/> start from, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The study's folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Where single-task baselines are kept, absolute; may be shared by studies.</summary>
    public required string Baselines { get; init; }

    /// <summary>The single-task runs: one for each task and seed.</summary>
    /// <returns>The runs. Their folders carry a hash of the configuration, so that studies share only what is the same.</returns>
    public IReadOnlyList<PlannedRun> BaselineRuns()
    {
        IReadOnlyList<string> tasks = Resolve(Methods[0], Seeds[0]).Tasks;
        return [.. Seeds.SelectMany(seed => tasks.Select(task => BaselineRun(task, seed)))];
    }

    /// <summary>The entrants' runs: one for each method and seed.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<PlannedRun> MethodRuns() => [.. Seeds.SelectMany(seed => Methods.Select(method => Run(method, method.Label, seed)))];

    /// <summary>The search: every weight vector with the first seed.</summary>
    /// <returns>The runs, label by label; none without a search.</returns>
    public IReadOnlyList<PlannedRun> SearchRuns() => [.. Enumerable.Range(0, Searched).Select(index => Run(Weights(index), WeightDraw.Label(index), Seeds[0]))];

    /// <summary>The found weights with the seeds that the search left out.</summary>
    /// <param name="index">Which of <see cref="SearchRuns"/> was best.</param>
    /// <returns>The runs. Their folders are the vector's: where a search that is taken up again finds a better one, both are kept.</returns>
    public IReadOnlyList<PlannedRun> SearchedRuns(int index) => [.. Seeds.Skip(1).Select(seed => Run(Weights(index), WeightDraw.Label(index), seed) with { Label = SearchedLabel })];

    /// <summary>The study as text: what a study folder must agree with. Curves for TensorBoard make no other study.</summary>
    /// <returns>YAML-like lines.</returns>
    public string Describe() => string.Join('\n', [
        $"methods: {MethodsName ?? string.Join(", ", Methods.Select(method => method.Label))}",
        $"seeds: {string.Join(", ", Seeds.Select(Text))}",
        $"searched: {Text(Searched)}",
        "",
        Run(Methods[0], Methods[0].Label, Seeds[0]).WithCurves(false).ConfigurationText()]);

    /// <summary>A folder name for the study: the same for the same study, another for any other.</summary>
    /// <param name="kind">What the study is.</param>
    /// <returns>"compare-multi-mnist-cl-rr-1a2b3c4d".</returns>
    public string Name(string kind = "compare")
    {
        RunConfiguration run = Resolve(Methods[0], Seeds[0]);
        return FileName(string.Join('-', ((string[])[kind, run.Problem, run.Setting, Hash(Describe())]).Where(part => part.Length > 0)));
    }

    /// <summary>Throws unless there is something to compare.</summary>
    /// <exception cref="ConfigurationException">There are fewer than two entrants or tasks, or an entrant is there twice; the message says which.</exception>
    public void Validate()
    {
        string? twice = Methods.GroupBy(method => method.Label).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ConfigurationException($"The entrant '{twice}' is there twice (--methods): give it once, or with other options.");
        }

        if (Methods.Count + Math.Min(Searched, 1) < 2)
        {
            throw new ConfigurationException($"A comparison needs at least two entrants, got '{Methods[0].Label}' (--methods): name more, separated by commas, or search fixed weights with --search.");
        }

        if (Resolve(Methods[0], Seeds[0]).Tasks is [string task])
        {
            throw new ConfigurationException($"A comparison needs at least two tasks, got '{task}' (--tasks): with one there is nothing to weigh.");
        }
    }

    private MethodSpec Weights(int index)
    {
        string text = WeightDraw.Text(seed: 0, index, Resolve(Methods[0], Seeds[0]).Tasks.Count);
        return new MethodSpec($"fixed:weights={text}", "fixed", new Dictionary<string, string> { ["weights"] = text });
    }

    private PlannedRun Run(MethodSpec method, string label, int seed) =>
        new(label, Path.Combine(Folder, "runs", $"{FileName(label)}-{Text(seed)}"), Resolve(method, seed));

    private PlannedRun BaselineRun(string task, int seed)
    {
        GivenConfiguration single = With(With(Common, ConfigurationKeys.Tasks.Name, task), ConfigurationKeys.Method.Name, "unitary");
        PlannedRun run = new($"single-task {task}", string.Empty, RunConfigurationResolver.Resolve(With(single, ConfigurationKeys.Seed.Name, Text(seed)), Directory));
        return run with { Folder = Path.Combine(Baselines, FileName($"{run.Configuration.Problem}-{task}-{Text(seed)}-{Hash(run.WithCurves(false).ConfigurationText())}")) };
    }

    private RunConfiguration Resolve(MethodSpec method, int seed) =>
        RunConfigurationResolver.Resolve(With(method.On(Common), ConfigurationKeys.Seed.Name, Text(seed)), Directory);

    private static GivenConfiguration With(GivenConfiguration given, string key, string value) =>
        given with { Values = new Dictionary<string, GivenValue>(given.Values) { [key] = new GivenValue(value, "the study") } };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..CharactersOfHash];

    private static string FileName(string label) => string.Concat(label.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '=' ? letter : '_'));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
