using System.Text.Json.Nodes;

using AutoScale.Cli.Commands;
using AutoScale.Runs;
using AutoScale.Studies.Runs;
using AutoScale.Training;

namespace AutoScale.Cli.Output;

/// <summary>The first and the last JSON object of a run.</summary>
internal static class ResultJson
{
    /// <summary>What is about to be run.</summary>
    /// <param name="request">The run.</param>
    /// <returns>The event "start".</returns>
    public static JsonObject Start(RunRequest request)
    {
        JsonObject configuration = [];
        foreach ((string key, string text) in request.Configuration.Entries())
        {
            configuration[key] = text;
        }

        configuration["problem-options"] = Options(request.Configuration.ProblemOptions);
        configuration["method-options"] = Options(request.Configuration.MethodOptions);
        return new JsonObject
        {
            ["event"] = "start",
            ["folder"] = request.Folder,
            ["resume"] = request.Resume,
            ["configuration"] = configuration,
        };
    }

    /// <summary>What came out.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="report">The path of its report; null where there is none.</param>
    /// <returns>The event "result".</returns>
    public static JsonObject Of(RunOutcome outcome, string? report)
    {
        TrainingResult result = outcome.Result;
        return new JsonObject
        {
            ["event"] = "result",
            ["folder"] = outcome.Folder.Path,
            ["report"] = report,
            ["iterations"] = result.Iterations,
            ["bestIteration"] = result.BestIteration,
            ["skippedSteps"] = result.SkippedSteps,
            ["secondsPerIteration"] = outcome.Record.Timings.SecondsPerIteration,
            ["weights"] = RecordJson.PerTask(outcome.Configuration.Tasks, result.FinalWeights),
            ["validation"] = EvaluationFormat.Tasks(result.Validation),
            ["test"] = EvaluationFormat.Tasks(result.Test),
            ["warnings"] = new JsonArray([.. outcome.Record.Warnings.Select(warning => (JsonNode)warning)]),
        };
    }

    private static JsonObject Options(IReadOnlyDictionary<string, string> options)
    {
        JsonObject json = [];
        foreach ((string name, string text) in options)
        {
            json[name] = text;
        }

        return json;
    }
}
