using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>The random orders that a source drew, to be drawn again.</summary>
internal static class RecordedOrders
{
    /// <summary>The orders of every step of a run, or of a single step.</summary>
    public static ProjectionOrder Of(params JsonElement[] inputs)
    {
        int[][][] orders = [.. inputs.Select(OrdersOf)];
        return (iteration, task, _) => orders[iteration - 1][task];
    }

    /// <summary>One order for each task; some sources draw one for all of them.</summary>
    private static int[][] OrdersOf(JsonElement input)
    {
        if (input.TryGetProperty("taskOrder", out JsonElement common))
        {
            return [.. Enumerable.Repeat(Numbers(common), common.GetArrayLength())];
        }

        JsonElement each = input.TryGetProperty("projectionOrders", out JsonElement projections) ? projections : input.GetProperty("orders");
        return [.. each.EnumerateArray().Select(Numbers)];
    }

    private static int[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(number => number.GetInt32())];
}
