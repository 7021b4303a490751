using System.Text.Json;
using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Gradients;

namespace AutoScale.Tests.AutoScaling.Costs;

/// <summary>Low condition number against windows solved in high precision (18 cases).</summary>
public sealed class LowConditionNumberReferenceTests
{
    [SharedFact]
    public void Minimise_ReferenceWindows_FindsTheExactMinimiser()
    {
        List<string> faults = [];
        foreach (JsonElement item in ReferenceFiles.Read("autoscale.json").GetProperty("lowcond").EnumerateArray())
        {
            string name = item.GetProperty("name").GetString()!;
            int taskCount = item.GetProperty("K").GetInt32();
            Gramian[] gramians = [.. ReferenceFiles.Rows(item.GetProperty("gram_lower")).Select(lower => FromLower(lower, taskCount))];

            WindowSolution solution = new LowConditionNumber().Minimise(Window.OfGramians(gramians));

            if (item.GetProperty("w").ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            double[] expected = ReferenceFiles.Numbers(item.GetProperty("w"));
            double costError = (solution.Cost / item.GetProperty("cost").GetDouble()) - 1;
            double weightError = expected.Zip(solution.Weights, (want, got) => Math.Abs(want - got) / want).Max();
            bool isUnique = item.GetProperty("unique").GetBoolean();
            if (Math.Abs(costError) > 1e-8 || (isUnique && weightError > item.GetProperty("w_rtol").GetDouble()) || solution.Certificate.IsUnique != isUnique)
            {
                faults.Add($"{name}: cost off by {costError:E1}, weights by {weightError:E1}, {solution.Certificate}");
            }
        }

        Assert.Empty(faults);
    }

    private static Gramian FromLower(double[] lower, int taskCount)
    {
        double[] entries = new double[taskCount * taskCount];
        int next = 0;
        for (int i = 0; i < taskCount; i++)
        {
            for (int j = 0; j <= i; j++, next++)
            {
                entries[(i * taskCount) + j] = entries[(j * taskCount) + i] = lower[next];
            }
        }

        return new Gramian(entries);
    }
}
