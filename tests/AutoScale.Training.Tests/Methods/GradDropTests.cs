using System.Text.Json;
using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public class GradDropTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> _cases = new(() => ReferenceFiles.Read("aggregators.json").EnumerateArray()
        .Where(one => one.GetProperty("method").GetString() == "GradDrop")
        .ToDictionary(one => one.GetProperty("id").GetString()!));

    public static TheoryData<string> Cases => ReferenceFiles.Folder is null ? [] : [.. _cases.Value.Keys];

    [Fact]
    public void Run_TwoTasksThatDisagree_KeepTheSignThatWasDrawn()
    {
        // P = (1 − 2/4)/2 = 0.25 in the first coordinate; in the second both are negative, P = 0.
        EngineStep step = new([[1, -2], [-3, -1]], [1, 1]);

        Assert.Equal([1, -3], step.Run(WithDraws([0.2, 0], 0, 0)).Update);
        Assert.Equal([-3, -3], step.Run(WithDraws([0.3, 0.9], 0, 0)).Update);
        Assert.Equal([1 - 1.5, -3], step.Run(WithDraws([0.2, 0], 0, 0.5)).Update);
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Run_ReferenceCase_GivesTheRecordedUpdate(string id)
    {
        JsonElement one = _cases.Value[id];
        EngineStep step = EngineStep.Of(one.GetProperty("input"));
        double[] uniforms = ReferenceFiles.Numbers(one.GetProperty("input").GetProperty("uniforms"));
        JsonElement leak = one.GetProperty("params").GetProperty("leak");
        double[] leaks = leak.ValueKind == JsonValueKind.Array ? ReferenceFiles.Numbers(leak) : [.. step.Losses.Select(_ => leak.GetDouble())];
        double[] expected = ReferenceFiles.Numbers(one.GetProperty("output").GetProperty("update"));
        (double relative, double absolute) = (one.GetProperty("rtol").GetDouble(), one.GetProperty("atol").GetDouble());

        double[] plain = SignDropout.Update(step.Gradients, uniforms, leaks);
        double[] update = step.Run(WithDraws(uniforms, leaks)).Update;

        Near.AssertEqual(plain, update, 1e-14);
        Near.AssertEqual(expected, Clipped(update, one.GetProperty("params")), relative, absolute);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1e-12)]
    [InlineData(3, 1)]
    [InlineData(8, 1e12)]
    public void Run_RandomGradientsInSinglePrecision_AgreeWithPlainArrays(int taskCount, double scale)
    {
        Random random = new(taskCount);
        EngineStep step = EngineStep.Random(random, taskCount, 101).Scaled([.. Enumerable.Repeat(scale, taskCount)]) with { Type = ScalarType.Float32 };
        double[] uniforms = [.. Enumerable.Range(0, 101).Select(_ => random.NextDouble())];
        double[] leaks = [.. Enumerable.Range(0, taskCount).Select(task => (double)task / taskCount)];

        double[] update = step.Run(WithDraws(uniforms, leaks)).Update;

        Near.AssertEqual(SignDropout.Update(step.Gradients, uniforms, leaks), update, 1e-5);
    }

    [Fact]
    public void Run_OneSignStrongerThanTheOther_IsKeptAsOftenAsItsPurity()
    {
        const int Entries = 20_000; // A standard deviation of 0.003.
        EngineStep step = new([[.. Enumerable.Repeat(3.0, Entries)], [.. Enumerable.Repeat(-1.0, Entries)]], [1, 1]);
        Torch.Torch.Seed(5);

        double[] update = step.Run(new GradDrop(2)).Update;

        Assert.All(update, value => Assert.True(value is 3 or -1));
        Assert.InRange(update.Count(value => value == 3) / (double)Entries, 0.735, 0.765);
    }

    [Fact]
    public void Run_TasksThatAgree_DropNothing()
    {
        EngineStep one = EngineStep.Random(new Random(1), 1, 9);
        EngineStep two = new([one.Gradients[0], one.Gradients[0]], [1, 1]);

        Assert.Equal(one.Gradients[0], one.Run(WithDraws(new double[9], 0)).Update);
        Assert.Equal([.. one.Gradients[0].Select(value => 2 * value)], two.Run(WithDraws(new double[9], 0, 0)).Update);
        Assert.Equal([.. one.Gradients[0].Select(value => 2 * value)], two.Run(new GradDrop(2)).Update);
    }

    [Fact]
    public void Run_AllGradientsScaled_ScalesTheUpdate()
    {
        EngineStep step = EngineStep.Random(new Random(6), 3, 50);
        double[] uniforms = [.. step.Gradients[0].Select(Math.Abs)];
        double[] update = step.Run(WithDraws(uniforms, 0, 0.5, 0)).Update;
        foreach (double scale in new[] { Math.Pow(2, -40), Math.Pow(2, 40) })
        {
            Assert.Equal([.. update.Select(value => scale * value)], step.Scaled(scale, scale, scale).Run(WithDraws(uniforms, 0, 0.5, 0)).Update);
        }
    }

    [Fact]
    public void Run_FullLeak_IsThePlainSum()
    {
        EngineStep step = EngineStep.Random(new Random(2), 3, 9);

        double[] sum = [.. Enumerable.Range(0, 9).Select(entry => step.Gradients.Sum(gradient => gradient[entry]))];
        Near.AssertEqual(sum, step.Run(new GradDrop(3, [1, 1, 1])).Update, 1e-14);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_TaskWithoutAGradientSomewhere_HasNoSayThere(bool zeroIsNull)
    {
        EngineStep step = new([[1, 2, 0, 0], [0, 0, -3, 4], [0, 0, 0, 0]], [1, 1, 1]) { ZeroIsNull = zeroIsNull };

        EngineStep.Outcome outcome = step.Run(new GradDrop(3));

        Assert.Equal([1, 2, -3, 4], outcome.Update);
        Assert.Equal([1, 1, 1], outcome.Weights);
        Assert.Equal(new double[4], new EngineStep([[0, 0, 0, 0], [0, 0, 0, 0]], [1, 1]).Run(new GradDrop(2)).Update);
    }

    [Fact]
    public void Create_BadLeaks_SaysWhatIsValid()
    {
        Assert.Contains("2 numbers from 0 to 1", Assert.Throws<ArgumentException>(() => new GradDrop(2, [0.5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GradDrop(1, [double.NaN]));
        MethodContext context = new(["a", "b"], 10) { Options = MethodOptions.Parse(["leak=0.5,1.5"]) };
        Assert.Contains("numbers from 0 to 1", Assert.Throws<MethodOptionException>(() => GradDrop.Descriptor.Create(context)).Message, StringComparison.Ordinal);
    }

    /// <summary>The method with given draws, part after part.</summary>
    private static GradDrop WithDraws(double[] uniforms, params double[] leaks)
    {
        Queue<double> rest = new(uniforms);
        return new GradDrop(leaks.Length, leaks)
        {
            Draw = part => Tensor.From([.. Enumerable.Range(0, (int)part.ElementCount).Select(_ => rest.Dequeue())]).To(part.ScalarType),
        };
    }

    /// <summary>The FAMO project's copy clips its update to a norm, as torch does.</summary>
    private static double[] Clipped(double[] update, JsonElement settings)
    {
        double norm = Math.Sqrt(update.Sum(value => value * value));
        double factor = settings.TryGetProperty("maxNorm", out JsonElement most) ? Math.Min(1, most.GetDouble() / (norm + 1e-6)) : 1;
        return [.. update.Select(value => factor * value)];
    }
}
