using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>For two tasks most Gramian methods have a closed form in the norms a, b and the cosine c.</summary>
public class TwoTaskTests
{
    private static readonly Dictionary<string, Func<double, double, double, double[]>> _closedForms = new()
    {
        ["imtl-g"] = (a, b, c) => [b / (a + b), a / (a + b)],
        ["edm"] = (a, b, c) => [b / (a + b), a / (a + b)],
        ["cdtt"] = (a, b, c) => [b / (a + b), a / (a + b)], // Its first step.
        ["mgda"] = (a, b, c) => Shares(Math.Clamp(((b * b) - (a * b * c)) / ((a * a) + (b * b) - (2 * a * b * c)), 0, 1)),
        ["nash-mtl"] = (a, b, c) => [1 / (a * Math.Sqrt(2 + (2 * c))), 1 / (b * Math.Sqrt(2 + (2 * c)))],
        ["fairgrad"] = (a, b, c) => [1 / (a * Math.Sqrt(1 + c)), 1 / (b * Math.Sqrt(1 + c))],
        ["pcgrad"] = (a, b, c) => [1 + Math.Max(0, -b * c / a), 1 + Math.Max(0, -a * c / b)],
        ["gradvac"] = (a, b, c) => [1 + Math.Max(0, -b * c / a), 1 + Math.Max(0, -a * c / b)], // Its first step.
        ["upgrad"] = (a, b, c) => [1 + Math.Max(0, -b * c / a), 1 + Math.Max(0, -a * c / b)],
        ["dualproj"] = (a, b, c) => [Math.Max(1, -b * c / a), Math.Max(1, -a * c / b)],
        ["config"] = (a, b, c) => [(a + b) / (2 * a), (a + b) / (2 * b)],
        ["imtl"] = (a, b, c) => [b / (a + b), a / (a + b)], // Its first step.
        ["cagrad"] = ConflictAverse,
        ["avgnorm"] = (a, b, c) => [Sum(a, b, c) / a, Sum(a, b, c) / b],
        ["aligned-mtl"] = Aligned,
    };

    public static TheoryData<string> Names => [.. _closedForms.Keys];

    [Fact]
    public void ClosedForms_OfTheCatalogue_AreThereForEveryMethodOfTheGramian() => Assert.Equal(
        MethodCatalogue.All.Where(method => method.Needs == Evidence.Gramian && method.Name != "autoscale").Select(method => method.Name).Order(), // Which is its explorer, here IMTL-G.
        _closedForms.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Weigh_TwoTasks_IsTheClosedForm(string name)
    {
        Random random = new(1);
        for (int run = 0; run < 100; run++)
        {
            (double a, double b, double c) = (0.1 + random.NextDouble(), Math.Pow(10, random.NextDouble()), (1.98 * random.NextDouble()) - 0.99);
            TestStep step = new([[a, 0], [b * c, b * Math.Sqrt(1 - (c * c))]], [1, 2]);

            Near.AssertEqual(_closedForms[name](a, b, c), step.Weigh(MethodContexts.Create(MethodCatalogue.Find(name), 2)), 1e-10);
        }
    }

    private static double[] Shares(double first) => [first, 1 - first];

    private static double Sum(double a, double b, double c) => Math.Sqrt((a * a) + (b * b) + (2 * a * b * c));

    /// <summary>
    /// On v = (x, 1 − x) the dual F = g_w·g₀ + R·‖g_w‖ is convex, and with s = g₀·(g₀' − g₁') its stationary point has ‖g_w‖' = −s/R. Along the line ‖g_w‖² = h² + D²·(x − m)², D = ‖g₀' − g₁'‖, so
    /// x = m − s·h/(D·√(R²·D² − s²)), or an end of the segment.
    /// </summary>
    private static double[] ConflictAverse(double a, double b, double c)
    {
        double dot = a * b * c;
        double squaredSide = (a * a) + (b * b) - (2 * dot);
        double radius = 0.5 * Sum(a, b, c) / 2;
        double slope = ((a * a) - (b * b)) / 2;
        double middle = ((b * b) - dot) / squaredSide;
        double height = a * b * Math.Sqrt((1 - (c * c)) / squaredSide);
        double root = (radius * radius * squaredSide) - (slope * slope);
        double share = root > 0 ? middle - (slope * height / Math.Sqrt(squaredSide * root)) : slope > 0 ? 0 : 1;
        share = Math.Clamp(share, 0, 1);
        double length = Math.Sqrt((height * height) + (squaredSide * (share - middle) * (share - middle)));
        return [0.5 + (radius * share / length), 0.5 + (radius * (1 - share) / length)];
    }

    /// <summary>√λ·M^(−1/2)·1 with λ the smaller eigenvalue, and M^(1/2) = (M + √det·I)/√(trace + 2·√det).</summary>
    private static double[] Aligned(double a, double b, double c)
    {
        double root = a * b * Math.Sqrt(1 - (c * c));
        double trace = (a * a) + (b * b);
        double divisor = Math.Sqrt(trace + (2 * root));
        (double first, double off, double second) = (((a * a) + root) / divisor, a * b * c / divisor, ((b * b) + root) / divisor);
        double scale = Math.Sqrt((trace - Math.Sqrt((trace * trace) - (4 * root * root))) / 2) / root; // det M^(1/2) is the root of det M.
        return [scale * (second - off), scale * (first - off)];
    }
}
