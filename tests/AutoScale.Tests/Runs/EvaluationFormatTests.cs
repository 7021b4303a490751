using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class EvaluationFormatTests
{
    [Fact]
    public void ParseLine_WhatWasWritten_IsTheSame()
    {
        EvaluationReport report = new(120, "validation",
        [
            new TaskEvaluation("depth", 0.25, [new MetricValue("RMSE", "m", 1.0 / 3, HigherIsBetter: false), new MetricValue("within 1.25", "%", double.NaN, HigherIsBetter: true)]),
            new TaskEvaluation("edges \"fine\"", double.NaN, [new MetricValue("ODS-F", "", 0.5, HigherIsBetter: true)]),
        ]);

        (EvaluationReport read, bool isBest) = EvaluationFormat.ParseLine(EvaluationFormat.FormatLine(report, isBest: true));

        Assert.True(isBest);
        Assert.Equal((report.Iteration, report.Split), (read.Iteration, read.Split));
        Assert.Equal(report.Tasks.Select(task => (task.Task, task.Loss)), read.Tasks.Select(task => (task.Task, task.Loss)));
        Assert.Equal(report.Tasks.SelectMany(task => task.Metrics), read.Tasks.SelectMany(task => task.Metrics));
    }

    [Fact]
    public void Parse_LastLineHalfWritten_IsLeftOut()
    {
        string line = EvaluationFormat.FormatLine(new EvaluationReport(3, "test", []), isBest: false);

        Assert.Equal([3, 3], EvaluationFormat.Parse($"{line}\n{line}\n{line[..9]}", "metrics.jsonl").Select(evaluation => evaluation.Report.Iteration));
    }

    [Fact]
    public void Parse_DamagedLine_NamesFileAndLine()
    {
        string line = EvaluationFormat.FormatLine(new EvaluationReport(3, "test", []), isBest: false);

        FormatException fault = Assert.Throws<FormatException>(() => EvaluationFormat.Parse($"{line}\nx\n", "a/metrics.jsonl"));

        Assert.Equal("a/metrics.jsonl, line 2: Expected the evaluation of a run: a JSON object with iteration, split, isBest and tasks.", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"iteration": 1}""")]
    [InlineData("""{"iteration": "one", "split": "test", "isBest": true, "tasks": {}}""")]
    public void ParseLine_SomethingElse_SaysWhatWasExpected(string line) =>
        Assert.Contains("Expected the evaluation of a run", Assert.Throws<FormatException>(() => EvaluationFormat.ParseLine(line)).Message, StringComparison.Ordinal);
}
