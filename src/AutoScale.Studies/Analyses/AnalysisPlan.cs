using System.Globalization;

using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Analyses;

/// <summary>Everything an analysis trains: single-task baselines, fixed weight vectors, AutoScale, and AutoScale's weights from the first step on, all with one data order and budget.</summary>
public sealed record AnalysisPlan
{
    /// <summary>What tables call the weights that AutoScale ended with, as a fixed vector.</summary>
    public const string FixedLabel = "autoscale fixed";

    /// <summary>The fewest vectors that can be correlated.</summary>
    public const int FewestVectors = 3;

    private const string ProbeOption = "probe";
    private const string WeightsOption = "weights";
    private const int ProbesByDefault = 50;

    /// <summary>The settings that all runs share; no method, no seed.</summary>
    public required GivenConfiguration Common { get; init; }

    /// <summary>How many weight vectors, at least <see cref="FewestVectors"/>; see <see cref="WeightDraw"/>.</summary>
    public required int Vectors { get; init; }

    /// <summary>The seed that the vectors are drawn with. Default 0.</summary>
    public int DrawSeed { get; init; }

    /// <summary>The seeds of training, at least one.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The AutoScale run to look at beside the vectors. Default all its defaults.</summary>
    public MethodSpec AutoScale { get; init; } = MethodSpec.Parse("autoscale");

    /// <summary>p, iterations from one probe of the gradients to the next; null for 50 probes a run.</summary>
    public int? ProbeEvery { get; init; }

    /// <summary>The folder that relative paths in <see cref="Common"/> start from, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The study's folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Where single-task baselines are kept, absolute; may be shared by studies, comparisons among them.</summary>
    public required string Baselines { get; init; }

    /// <summary>What the runs share, resolved.</summary>
    public RunConfiguration Shared => RunConfigurationResolver.Resolve(Common, Directory);

    /// <summary>p as it is used.</summary>
    public int Interval => ProbeEvery ?? Math.Max(1, Shared.Iterations / ProbesByDefault);

    /// <summary>The runs as a comparison: the vectors as "weights 1" on, then AutoScale. How many vectors there are is no part of its identity: a study with more of them goes on.</summary>
    /// <returns>The comparison's plan.</returns>
    public ComparisonPlan Comparison()
    {
        int taskCount = Shared.Tasks.Count;
        IEnumerable<MethodSpec> vectors = Enumerable.Range(0, Vectors).Select(index => Fixed(WeightDraw.Label(index), WeightDraw.Text(DrawSeed, index, taskCount)));
        return Plan([.. vectors, Probed(AutoScale)], Seeds) with { MethodsName = $"weights of draw {Text(DrawSeed)}, {AutoScale.Label}" };
    }

    /// <summary>AutoScale's weights as fixed vectors, for each seed those that AutoScale ended with under that seed.</summary>
    /// <param name="weights">The weights by seed, shape [K] each.</param>
    /// <returns>The runs.</returns>
    public IReadOnlyList<PlannedRun> FixedRuns(IReadOnlyDictionary<int, IReadOnlyList<double>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return [.. weights.SelectMany(entry => Plan([Fixed(FixedLabel, string.Join(',', entry.Value.Select(Text)))], [entry.Key]).MethodRuns())];
    }

    /// <summary>Throws unless there is something to correlate.</summary>
    /// <exception cref="ConfigurationException">There are too few vectors or tasks.</exception>
    public void Validate()
    {
        if (Vectors < FewestVectors)
        {
            throw new ConfigurationException($"weights is {Text(Vectors)} (--weights): a correlation needs at least {Text(FewestVectors)} weight vectors, the paper has 16 to 19.");
        }

        if (Shared.Tasks is [string task])
        {
            throw new ConfigurationException($"An analysis needs at least two tasks, got '{task}' (--tasks): with one there is nothing to weigh.");
        }
    }

    /// <summary>A folder name for the study: the same for the same study, another for any other.</summary>
    /// <returns>"analyze-multi-mnist-cl-rr-1a2b3c4d".</returns>
    public string Name() => Comparison().Name("analyze");

    private ComparisonPlan Plan(IReadOnlyList<MethodSpec> methods, IReadOnlyList<int> seeds) => new()
    {
        Common = Common,
        Methods = methods,
        Seeds = seeds,
        Directory = Directory,
        Folder = Folder,
        Baselines = Baselines,
    };

    private MethodSpec Fixed(string label, string weights) =>
        Probed(new MethodSpec(label, "fixed", new Dictionary<string, string> { [WeightsOption] = weights }));

    private MethodSpec Probed(MethodSpec method) =>
        method with { Options = new Dictionary<string, string>(method.Options) { [ProbeOption] = Text(Interval) } };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
