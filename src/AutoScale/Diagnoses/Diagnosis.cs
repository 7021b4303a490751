using System.Text.Json.Nodes;
using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.Diagnoses;

/// <summary>What the gradients of some training steps say of a multi-task problem: who dominates, who conflicts and where, and which weights would balance it.</summary>
/// <remarks>
/// A pure function of a trace, this library's or another program's. All gradients are those of the unweighted losses on the shared parameters. Numbers that could
/// not be measured are NaN. How to read it, and where its thresholds come from: docs/diagnosis.md. Immutable.
/// </remarks>
public sealed record Diagnosis
{
    /// <summary>The most that was recorded: <see cref="Evidence.Losses"/> leaves nearly everything open, norms leave the conflicts open.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>How many steps were read: those with gradients, or all where none has any.</summary>
    public required int Steps { get; init; }

    /// <summary>The first of them.</summary>
    public required int FirstIteration { get; init; }

    /// <summary>The last of them.</summary>
    public required int LastIteration { get; init; }

    /// <summary>The method whose weights the recorded run trained with; null when the trace does not say.</summary>
    public string? Method { get; init; }

    /// <summary>The K tasks in order.</summary>
    public required IReadOnlyList<TaskFinding> Tasks { get; init; }

    /// <summary>Every pair of tasks; empty without gradients.</summary>
    public IReadOnlyList<PairFinding> Pairs { get; init; } = [];

    /// <summary>The layers of the trunk in order of depth; empty where only a trace was there.</summary>
    public IReadOnlyList<LayerFinding> Layers { get; init; } = [];

    /// <summary>Equal weights first, then suggestions, best first; empty where a task has no gradient.</summary>
    public IReadOnlyList<WeightEffect> Weights { get; init; } = [];

    /// <summary>The mean magnitude similarity over pairs and steps, in [0, 1].</summary>
    public double MagnitudeSimilarity { get; init; } = double.NaN;

    /// <summary>The mean share of steps in conflict over the pairs, a fraction in [0, 1].</summary>
    public double ConflictShare { get; init; } = double.NaN;

    /// <summary>The mean cosine over pairs and steps, in [−1, 1].</summary>
    public double MeanCosine { get; init; } = double.NaN;

    /// <summary>The mean cosine of each of a few consecutive windows: how steady it is.</summary>
    public IReadOnlyList<double> WindowCosines { get; init; } = [];

    /// <summary>The longest typical gradient over the shortest, among the tasks that have one: at least 1; NaN with fewer than two.</summary>
    public double NormRatio
    {
        get
        {
            double[] norms = [.. Tasks.Select(task => task.GradientNorm).Where(norm => norm > 0)];
            return norms.Length < 2 ? double.NaN : norms.Max() / norms.Min();
        }
    }

    /// <summary>Whether equal weights are likely good enough.</summary>
    public UnitaryVerdict Verdict =>
        double.IsNaN(NormRatio) ? UnitaryVerdict.CannotTell
        : NormRatio < DiagnosisThresholds.UnequalRatio || MeanCosine >= DiagnosisThresholds.AlignedCosine ? UnitaryVerdict.LikelyEnough
        : NormRatio >= DiagnosisThresholds.VeryUnequalRatio && MeanCosine <= DiagnosisThresholds.LowCosine ? UnitaryVerdict.LikelyNotEnough
        : UnitaryVerdict.Unclear;

    /// <summary>The most important finding in one or two sentences.</summary>
    public string Headline => DiagnosisText.Headline(this);

    /// <summary>The other findings in plain words, and the reasons of the headline.</summary>
    public IReadOnlyList<DiagnosisSentence> Sentences => DiagnosisText.Sentences(this);

    /// <summary>What a person should know before trusting it, one sentence each.</summary>
    public IReadOnlyList<string> Notes => DiagnosisNotes.Of(this);

    /// <summary>Diagnoses recorded steps.</summary>
    /// <param name="trace">The steps.</param>
    /// <param name="layers">The same gradients layer by layer, in order of depth; null where only the trace is there.</param>
    /// <returns>The diagnosis.</returns>
    /// <exception cref="ArgumentException">The trace has no step or fewer than two tasks, or a layer has another number of steps.</exception>
    public static Diagnosis Of(Trace trace, IReadOnlyList<LayerTrace>? layers = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        RequireSomething(trace);
        TraceRecord[] measured = [.. trace.Records.Where(record => record.GradientNorms is not null || record.Gramian is not null)];
        IReadOnlyList<TraceRecord> read = measured.Length > 0 ? measured : trace.Records;
        Gramian[] gramians = [.. measured.Select(record => record.Gramian).OfType<Gramian>()];
        Diagnosis losses = new()
        {
            Evidence = gramians.Length > 0 ? Evidence.Gramian : measured.Length > 0 ? Evidence.GradientNorms : Evidence.Losses,
            Steps = read.Count,
            FirstIteration = read[0].Iteration,
            LastIteration = read[^1].Iteration,
            Method = trace.Header.Method,
            Tasks = TaskFindings.Of(trace.Header.Tasks, read),
        };
        if (measured.Length == 0)
        {
            return losses;
        }

        ConflictStatistics conflicts = new(trace.Header.Tasks, [.. measured.Select(SuggestedWeights.Norms)], gramians);
        return losses with
        {
            Pairs = conflicts.Pairs,
            MagnitudeSimilarity = conflicts.MagnitudeSimilarity,
            ConflictShare = conflicts.ConflictShare,
            MeanCosine = conflicts.MeanCosine,
            WindowCosines = conflicts.WindowCosines(DiagnosisThresholds.Windows),
            Layers = LayerFindings.Of(trace.Header.Tasks, layers ?? [], gramians),
            Weights = losses.Tasks.All(task => task.GradientNorm > 0) ? SuggestedWeights.Of(trace.Header.Tasks, measured) : [],
        };
    }

    /// <summary>Everything as one JSON object, for programs and reports.</summary>
    /// <returns>The object; a number that JSON cannot hold is null.</returns>
    public JsonObject ToJson() => DiagnosisJson.Of(this);

    private static void RequireSomething(Trace trace)
    {
        if (trace.Records.Count == 0)
        {
            throw new ArgumentException("The trace has no training step: expected at least one line with losses.", nameof(trace));
        }

        if (trace.TaskCount < 2)
        {
            throw new ArgumentException($"A diagnosis compares tasks: expected at least 2, got 1, '{trace.Header.Tasks[0]}'.", nameof(trace));
        }
    }
}
