using AutoScale.AutoScaling;
using AutoScale.Numerics;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Tests.Runs;

public sealed class WeightsRecordTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        WeightsRecord record = new()
        {
            Method = "autoscale",
            Scale = WeightScale.SumToOne,
            Tasks = ["depth", "edges"],
            Weights = [0.25, 0.75],
            Cost = "equal-loss",
            Predictor = "linear",
            Windows = [new WindowSolution
            {
                Span = new WindowSpan(1, 50),
                Weights = [0.5, 1.5],
                Cost = 1.0 / 3,
                Certificate = new MinimumCertificate(MinimumKind.Kink, 1e-12, 4, IsUnique: false, Guards.None),
                UsedIterations = 49,
            }],
            Guards = new Dictionary<Guards, int> { [Guards.Clamped] = 3, [Guards.NotConverged] = 1 },
            Warnings = ["one"],
        };

        WeightsRecord read = WeightsRecord.Parse(record.ToJson(), "weights.json");

        Assert.Equal(record.ToJson(), read.ToJson());
        Assert.Equal(record.Windows[0].Certificate, read.Windows[0].Certificate);
        Assert.Equal(record.Tasks, read.Tasks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"method": "unitary", "scale": "large", "weights": {}}""")]
    public void Parse_SomethingElse_NamesTheFile(string json) =>
        Assert.StartsWith("a/weights.json is damaged", Assert.Throws<FormatException>(() => WeightsRecord.Parse(json, "a/weights.json")).Message, StringComparison.Ordinal);
}
