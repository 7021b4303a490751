using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;

namespace AutoScale.Reporting.Runs;

/// <summary>The report of one run: every section from the files that are there, and a list of those that are not.</summary>
internal static class RunReport
{
    private const int MostPoints = 400;

    /// <summary>Gathers the report.</summary>
    /// <param name="files">What the run left.</param>
    /// <returns>The page.</returns>
    public static ReportPage Of(RunFiles files)
    {
        IReadOnlyList<string> tasks = Tasks(files);
        string title = Title(files);
        JsonObject data = new()
        {
            ["kind"] = "run",
            ["title"] = title,
            ["heading"] = RunHeading.Of(files),
            ["missing"] = PageNumber.Texts(Missing(files)),
            ["warnings"] = PageNumber.Texts((files.Record?.Warnings ?? []).Concat(files.Weights?.Warnings ?? []).Distinct()),
            ["tasks"] = PageNumber.Texts(tasks),
            ["results"] = RunEvaluations.Results(files),
            ["evaluations"] = RunEvaluations.OverTime(files.Evaluations),
            ["weights"] = RunWeights.Of(files, MostPoints),
            ["losses"] = files.Trace is { } trace ? Losses(trace) : null,
            ["metrics"] = files.Trace is { } measured ? RunMetrics.Of(measured) : null,
            ["times"] = files.Record is { } record ? RunTimes.Of(record.Timings) : null,
            ["certificates"] = RunCertificates.Of(files, MostPoints),
            ["samples"] = Samples(files.Samples),
            ["configuration"] = PageParts.Pairs(files.Configuration),
            ["versions"] = PageParts.Pairs(RunHeading.Versions(files.Record)),
        };
        return new ReportPage(title, data);
    }

    /// <summary>A value of the configuration.</summary>
    /// <param name="files">What the run left.</param>
    /// <param name="key">Its name.</param>
    /// <returns>Its text; null where there is none.</returns>
    public static string? Setting(RunFiles files, string key) => files.Configuration.FirstOrDefault(entry => entry.Key == key).Value;

    /// <summary>The method, from whichever file knows it.</summary>
    /// <param name="files">What the run left.</param>
    /// <returns>Its name; null where nobody knows it.</returns>
    public static string? Method(RunFiles files) => Setting(files, "method") ?? files.Weights?.Method ?? files.Trace?.Header.Method;

    private static string Title(RunFiles files)
    {
        string name = Path.GetFileName(files.Path);
        string problem = Setting(files, "problem") is { } given ? given : name;
        return Method(files) is { } method ? $"{problem} with {method}" : problem;
    }

    private static IReadOnlyList<string> Tasks(RunFiles files) =>
        files.Trace?.Header.Tasks ?? files.Weights?.Tasks ?? Setting(files, "tasks")?.Split(", ") ?? [];

    private static IEnumerable<string> Missing(RunFiles files)
    {
        bool isTraceAlone = File.Exists(files.Path);
        (bool IsThere, string Name, string What)[] parts =
        [
            (files.Configuration.Count > 0, RunFileNames.Config, "the configuration"),
            (files.Record is not null, RunFileNames.Summary, "status, versions and where the time went"),
            (files.Evaluations.Count > 0, RunFileNames.Metrics, "how well the tasks are done on validation and test"),
            (files.Trace is not null, RunFileNames.Trace, "losses, weights and gradients step by step"),
            (files.Weights is not null, RunFileNames.Weights, "the final weights, and how AutoScale came to them"),
        ];
        return isTraceAlone
            ? ["This is a trace alone: it says losses, gradients and weights step by step, and nothing of data, time or results."]
            : parts.Where(part => !part.IsThere).Select(part => $"{part.Name} is missing or empty: {part.What} cannot be shown.");
    }

    private static JsonObject Losses(Trace trace)
    {
        Thinning thinning = new([.. trace.Records.Select(record => record.Iteration)], MostPoints);
        return new JsonObject
        {
            ["iterations"] = PageNumber.Array(thinning.Iterations),
            ["series"] = PageNumber.Rows(Enumerable.Range(0, trace.TaskCount).Select(task => thinning.Means(step => trace.Records[step].Losses[task]))),
            ["stepsPerPoint"] = thinning.StepsPerPoint,
        };
    }

    private static JsonArray? Samples(SampleRecord? record) => record is null
        ? null
        :
        [
            .. record.Samples.Select(sample => new JsonObject
            {
                ["caption"] = sample.Caption,
                ["pictures"] = new JsonArray([.. sample.Pictures.Select(picture => new JsonObject
                {
                    ["label"] = picture.Label, ["png"] = Convert.ToBase64String(picture.Png),
                })]),
            }),
        ];
}
