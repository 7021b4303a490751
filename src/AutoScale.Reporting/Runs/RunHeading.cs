using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Runs;

/// <summary>What stands at the top of a run's report: what was run, on what, and how it ended.</summary>
internal static class RunHeading
{
    private const double BytesPerMebibyte = 1024 * 1024;

    /// <summary>Gathers the heading.</summary>
    /// <param name="files">What the run left.</param>
    /// <returns>Name, status and facts.</returns>
    public static JsonObject Of(RunFiles files)
    {
        RunRecord? record = files.Record;
        return new JsonObject
        {
            ["problem"] = RunReport.Setting(files, "problem") ?? Path.GetFileName(files.Path),
            ["setting"] = RunReport.Setting(files, "setting"),
            ["method"] = RunReport.Method(files),
            ["status"] = record is null ? null : MethodOptions.Format(record.Status),
            ["error"] = record?.Error,
            ["path"] = files.Path,
            ["facts"] = PageParts.Pairs(Facts(files)),
        };
    }

    /// <summary>Versions of everything that shapes the result.</summary>
    /// <param name="record">What run.json holds.</param>
    /// <returns>Names and versions.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Versions(RunRecord? record) => record is null
        ? []
        :
        [
            .. PageParts.Versions(record.Platform),
            new("device", record.Device),
            new("threads", record.Threads.ToString(CultureInfo.InvariantCulture)),
        ];

    private static IEnumerable<KeyValuePair<string, string>> Facts(RunFiles files)
    {
        RunRecord? record = files.Record;
        if (Steps(files) is { } steps)
        {
            yield return new("steps", steps);
        }

        if (RunReport.Setting(files, "batch") is { } batch)
        {
            yield return new("batch", batch);
        }

        if (record is null)
        {
            yield break;
        }

        yield return new("seed", record.Seed.ToString(CultureInfo.InvariantCulture));
        yield return new("device", record.Device);
        yield return new("started", record.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (record.Sittings > 1)
        {
            yield return new("resumed", record.Sittings == 2 ? "once" : FormattableString.Invariant($"{record.Sittings - 1} times"));
        }

        if (record.SkippedSteps > 0)
        {
            yield return new("steps skipped", record.SkippedSteps.ToString(CultureInfo.InvariantCulture));
        }

        if (record.PeakMemory > 0)
        {
            yield return new("peak memory", (record.PeakMemory / BytesPerMebibyte).ToString("0 MiB", CultureInfo.InvariantCulture));
        }
    }

    private static string? Steps(RunFiles files)
    {
        int? planned = files.Trace?.Header.TotalIterations;
        int? done = files.Record?.Status == RunStatus.Completed ? files.Record.Iterations : files.Trace?.Records[^1].Iteration;
        return (done, planned) switch
        {
            (null, _) => null,
            ({ } all, null) => all.ToString(CultureInfo.InvariantCulture),
            ({ } some, { } all) => some == all ? all.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{some} of {all}"),
        };
    }
}
