using System.Text.Json;
using AutoScale.Evaluation;

namespace AutoScale.Tests.Evaluation;

/// <summary>The published tables of the reference files as results tables.</summary>
internal static class PaperTables
{
    public static ResultTable Table(JsonElement one)
    {
        string[] names = [.. one.GetProperty("metrics").EnumerateArray().Select(name => name.GetString()!)];
        bool[] higher = [.. one.GetProperty("higherIsBetter").EnumerateArray().Select(value => value.GetBoolean())];
        return new ResultTable(
            [.. names.Select((name, at) => new ResultMetric(name.Split('.')[0], name.Split('.')[1], higher[at]))],
            [new("STL", 0, ReferenceFiles.Numbers(one.GetProperty("baseline"))), .. one.GetProperty("rows").EnumerateObject().Select(row => new ResultRun(row.Name, 0, ReferenceFiles.Numbers(row.Value)))],
            "stl");
    }
}
