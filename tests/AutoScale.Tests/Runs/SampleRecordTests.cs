using System.Text.Json.Nodes;

using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class SampleRecordTests
{
    private static readonly SampleRecord Example = new(
    [
        new PredictionSample("Test example 1: \"7\" & <3>", [new SamplePicture("input", [1, 2, 3]), new SamplePicture("depth, target", [255])]),
        new PredictionSample("Test example 2", []),
    ]);

    [Fact]
    public void ToJson_TwoSamples_HasTheDocumentedKeys()
    {
        JsonNode expected = JsonNode.Parse("""
            {"version": 1, "samples": [
              {"caption": "Test example 1: \"7\" & <3>", "pictures": [{"label": "input", "png": "AQID"}, {"label": "depth, target", "png": "/w=="}]},
              {"caption": "Test example 2", "pictures": []}]}
            """)!;

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Example.ToJson())), Example.ToJson());
    }

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        SampleRecord read = SampleRecord.Parse(Example.ToJson(), "samples.json");

        Assert.Equal(Example.ToJson(), read.ToJson());
        Assert.Equal([1, 2, 3], read.Samples[0].Pictures[0].Png);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"samples\": [{\"caption\": \"a\", \"pictures\": [{\"label\": \"input\", \"png\": \"not base64\"}]}]}")]
    [InlineData("{\"samples\": [{\"caption\": \"a\", \"pictures\": [{\"label\": \"input\"}]}]}")]
    [InlineData("{\"samples\": [{\"caption\": 1, \"pictures\": []}]}")]
    public void Parse_SomethingElse_NamesTheFile(string json)
    {
        FormatException error = Assert.Throws<FormatException>(() => SampleRecord.Parse(json, "a/samples.json"));

        Assert.StartsWith("a/samples.json is damaged", error.Message, StringComparison.Ordinal);
    }
}
