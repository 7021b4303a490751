using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>Lines of metrics.jsonl as text and back: one JSON object for each evaluation.</summary>
public static class EvaluationFormat
{
    /// <summary>Writes an evaluation as one line.</summary>
    /// <param name="report">The evaluation.</param>
    /// <param name="isBest">Whether its model is the one selected so far.</param>
    /// <returns>A JSON object without a line break.</returns>
    public static string FormatLine(EvaluationReport report, bool isBest)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["iteration"] = report.Iteration,
            ["split"] = report.Split,
            ["selectionScore"] = RecordJson.Number(report.SelectionScore),
            ["isBest"] = isBest,
            ["tasks"] = Tasks(report),
        }.ToJsonString();
    }

    /// <summary>The loss and the metrics of every task as JSON.</summary>
    /// <param name="report">The evaluation.</param>
    /// <returns>{"depth": {"loss": 0.5, "metrics": [{"name": "RMSE", "unit": "m", "value": 0.7, "higherIsBetter": false}]}}.</returns>
    public static JsonObject Tasks(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonObject tasks = [];
        foreach (TaskEvaluation task in report.Tasks)
        {
            tasks[task.Task] = new JsonObject { ["loss"] = RecordJson.Number(task.Loss), ["metrics"] = Metrics(task) };
        }

        return tasks;
    }

    /// <summary>A task's metrics as JSON: name, unit, value, direction of each.</summary>
    /// <param name="task">The task.</param>
    /// <returns>An array of objects.</returns>
    public static JsonArray Metrics(TaskEvaluation task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return
        [
            .. task.Metrics.Select(metric => new JsonObject
            {
                ["name"] = metric.Name,
                ["unit"] = metric.Unit,
                ["value"] = RecordJson.Number(metric.Value),
                ["higherIsBetter"] = metric.HigherIsBetter,
            }),
        ];
    }

    /// <summary>Reads the evaluations of a run. What stands after the last line break is half-written, or nothing.</summary>
    /// <param name="text">The text of metrics.jsonl.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The evaluations in order, each with whether its model was the one selected so far.</returns>
    /// <exception cref="FormatException">A line is something else; the message names file and line.</exception>
    public static IReadOnlyList<(EvaluationReport Report, bool IsBest)> Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n');
        List<(EvaluationReport Report, bool IsBest)> evaluations = [];
        for (int i = 0; i < lines.Length - 1; i++)
        {
            try
            {
                evaluations.Add(ParseLine(lines[i]));
            }
            catch (FormatException exception)
            {
                throw new FormatException($"{path}, line {i + 1}: {exception.Message}", exception);
            }
        }

        return evaluations;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">What <see cref="FormatLine"/> wrote.</param>
    /// <returns>The evaluation, and whether its model was the one selected so far; what was not finite is NaN.</returns>
    /// <exception cref="FormatException">The line is something else.</exception>
    public static (EvaluationReport Report, bool IsBest) ParseLine(string line)
    {
        try
        {
            JsonObject json = JsonNode.Parse(line)!.AsObject();
            TaskEvaluation[] tasks = [.. json["tasks"]!.AsObject().Select(task => new TaskEvaluation(task.Key, RecordJson.Value(task.Value!["loss"]), ParseMetrics(task.Value!["metrics"]!)))];
            return (new EvaluationReport((int)json["iteration"]!, (string)json["split"]!, tasks), (bool)json["isBest"]!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new FormatException("Expected the evaluation of a run: a JSON object with iteration, split, isBest and tasks.", exception);
        }
    }

    private static MetricValue[] ParseMetrics(JsonNode metrics) =>
    [
        .. metrics.AsArray().Select(metric => new MetricValue(
            (string)metric!["name"]!, (string)metric["unit"]!, RecordJson.Value(metric["value"]), (bool)metric["higherIsBetter"]!)),
    ];
}
