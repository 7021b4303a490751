using System.Text.Json;
using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;

namespace AutoScale.Tests.AutoScaling.Costs;

/// <summary>Equal magnitude against windows solved in high precision (42 cases) and by a cone solver.</summary>
public sealed class EqualMagnitudeReferenceTests
{
    [SharedFact]
    public void Minimise_ReferenceWindows_FindsTheExactMinimiser()
    {
        List<string> faults = [];
        foreach (JsonElement item in ReferenceFiles.Read("autoscale.json").GetProperty("equal").EnumerateArray())
        {
            int taskCount = item.GetProperty("K").GetInt32();
            double[] rows = [.. ReferenceFiles.Rows(item.GetProperty("a")).SelectMany(row => row)];
            double[] expected = ReferenceFiles.Numbers(item.GetProperty("w"));
            string name = item.GetProperty("name").GetString()!;
            bool isLoss = item.GetProperty("source").GetString() == "loss";
            ICostFunction cost = isLoss ? new EqualLoss() : new EqualGradientMagnitude();
            Window window = isLoss ? Window.OfLosses(taskCount, rows) : Window.OfGradientNorms(taskCount, rows);

            WindowSolution solution = cost.Minimise(window);

            double costError = Math.Abs(solution.Cost - item.GetProperty("cost").GetDouble());
            double scale = Math.Max(item.GetProperty("cost").GetDouble(), rows.Max() * 1e-3 * taskCount);
            double weightError = expected.Zip(solution.Weights, (want, got) => want == got ? 0 : Math.Abs(want - got) / Math.Abs(want)).Max();
            bool isUnique = item.GetProperty("unique").GetBoolean();
            if (costError > 1e-12 * scale || (isUnique && weightError > 1e-11) || solution.Certificate.IsUnique != isUnique)
            {
                faults.Add($"{name}: cost off by {costError:E1}, weights by {weightError:E1}, {solution.Certificate}");
            }
        }

        Assert.Empty(faults);
    }
}
