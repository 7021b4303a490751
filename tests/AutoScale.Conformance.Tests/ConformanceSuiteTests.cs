using System.Globalization;
using System.Runtime.InteropServices;
using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Conformance.Tests;

/// <summary>Every check fails for a method that does what the check is there for, so none is empty.</summary>
public class ConformanceSuiteTests
{
    private static readonly Weights _ones = (in StepEvidence evidence, Span<double> weights, int n) =>
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireGramian("Faulty");
        weights.Fill(1);
    };

    private static readonly Dictionary<string, MethodDescriptor> _faults = new()
    {
        ["one-weight-per-task"] = Faulty((in StepEvidence evidence, Span<double> weights, int n) => weights.Fill(1)),
        ["reads-what-it-needs"] = Of(() => new FaultyWeighting(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = evidence.GradientNorms.IsEmpty ? 1 : 2)) { Needs = Evidence.Losses }),
        ["leaves-evidence-alone"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) =>
            MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(evidence.Gramian!.Entries), 1)[0] *= 2)),
        ["certificate-is-honest"] = Of(() => new FaultyWeighting(_ones) { Certificate = new Certificate(0.1, 1, Guards.None) }),
        ["has-its-scale"] = FaultyWeighting.Describe(_ => new FaultyWeighting(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights.Fill(-1))), scale: WeightScale.SumToK),
        ["any-scale"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = 1 / (evidence.Losses[0] * evidence.Losses[0]))),
        ["any-scale-for-long"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = n < 20 ? 1 : double.NaN)),
        ["degenerate-gradients"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = 1 / evidence.Gramian![0, 0])),
        ["looks-that-are-not-numbers"] = Of(() => new FaultyWeighting(_ones) { BreaksOnALook = true }),
        ["determinism"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = weights.Length + System.Diagnostics.Stopwatch.GetTimestamp())),
        ["seed"] = FaultyWeighting.Describe(_ => new FaultyWeighting(_ones), isRandom: true),
        ["history"] = FaultyWeighting.Describe(_ => new FaultyWeighting(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = n)), isStateful: true),
        ["resume"] = Of(() => new FaultyWeighting(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = n)) { ForgetsToCapture = true }),
        ["refuses-foreign-state"] = Of(() => new FaultyWeighting(_ones) { TakesAnyState = true }),
        ["rotation-and-padding"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = BitConverter.DoubleToInt64Bits(evidence.Gramian![0, 0]) % 2)),
        ["permutation"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = 2)),
        ["homogeneity"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = evidence.Gramian!.Norm(0))),
        ["non-conflicting"] = Faulty(_ones),
        ["linear-under-scaling"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = evidence.Gramian!.Norm(0))),
        ["strongly-stationary"] = MethodCatalogue.Find("mgda"),
        ["equal-for-symmetric-pair"] = Faulty(Ones((in StepEvidence evidence, Span<double> weights, int n) => weights[0] = 1.001)),
    };

    public static TheoryData<string> Names => [.. _faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_MethodWithJustThisFault_SaysWhatIsWrong(string name)
    {
        ConformanceException error = Assert.Throws<ConformanceException>(() => ConformanceSuite.Unclaimed(_faults[name], name).Run());

        Assert.Matches(@"^Method '\w+': .+\. Input: .+, \d+ tasks, iteration \d+\. Expected .+, got .+\.$", error.Message.ReplaceLineEndings(" "));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_WhereNumbersHaveADecimalComma_WritesPoints(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;

            Assert.DoesNotMatch(@"\d,\d", Assert.Throws<ConformanceException>(() => ConformanceSuite.Unclaimed(_faults[name], name).Run()).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void For_MethodThatClaimsEverything_HasACheckForEveryFault()
    {
        string[] checks = [.. ConformanceSuite.For(Faulty(_ones)).Select(check => check.Name).Where(name => !name.Contains(' '))];

        Assert.Equal(checks.Order(), _faults.Keys.Order());
        Assert.Equal(checks.Length, checks.Distinct().Count());
    }

    [Fact]
    public void For_MethodWithFewClaims_LeavesTheOthersOut()
    {
        string[] checks = [.. ConformanceSuite.For(MethodCatalogue.Find("fixed")).Select(check => check.Name)];

        Assert.DoesNotContain("non-conflicting", checks);
        Assert.DoesNotContain("permutation", checks);
        Assert.Contains("any-scale", checks);
    }

    [Fact]
    public void For_AnyMethod_ChecksEveryDecoratorAndAllTogether()
    {
        string[] checks = [.. ConformanceSuite.For(MethodCatalogue.Find("fixed"), "weights=2").Select(check => check.Name)];

        Assert.All(DecoratorCatalogue.All, decorator => Assert.Contains($"{decorator.Name}={decorator.Example} resume", checks));
        Assert.Contains("every=3 average=0.7 freeze-after=14 equal-first=4 clamp=0.5,1.4 probe=3 resume", checks);
    }

    [Fact]
    public void Run_MethodThatThrows_SaysWhatItThrewAndWhere()
    {
        ConformanceCheck check = ConformanceSuite.For(Faulty((in StepEvidence evidence, Span<double> weights, int n) => throw new FormatException("Broken."))).First(check => check.Name == "any-scale");

        ConformanceException error = Assert.Throws<ConformanceException>(check.Run);

        Assert.Equal(
            "Method 'faulty': 1 to 40 tasks at scales from 1e-20 to 1e20 have finite weights. Input: random gradients times 0, seed 1, 1 tasks, iteration 1. Expected weights, got FormatException: Broken.",
            error.Message);
        Assert.IsType<FormatException>(error.InnerException);
    }

    private static Weights Ones(Weights then) => (in StepEvidence evidence, Span<double> weights, int n) =>
    {
        evidence.RequireOnePerTask(weights);
        weights.Fill(1);
        then(evidence, weights, n);
    };

    private static MethodDescriptor Faulty(Weights weigh) => Of(() => new FaultyWeighting(weigh));

    private static MethodDescriptor Of(Func<FaultyWeighting> create) => FaultyWeighting.Describe(_ => create());
}
