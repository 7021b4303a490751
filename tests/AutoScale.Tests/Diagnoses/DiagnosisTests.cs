using System.Text.Json.Nodes;
using AutoScale.Diagnoses;
using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.Tests.Diagnoses;

public sealed class DiagnosisTests
{
    private const int Steps = 25;

    [Fact]
    public void Of_OneTaskAHundredTimesAsLong_SaysSoAndBalancesIt()
    {
        // g₁ = (100, 0), g₂ = (0, 1): w = (2/101, 200/101) makes both equally long, and orthogonal gradients of one length have condition number 1.
        Diagnosis diagnosis = Diagnosis.Of(Repeated("loud", "quiet", new Gramian([1e4, 0, 0, 1])));

        Assert.Equal("'loud' dominates: its gradient is typically 100 times as long as that of 'quiet'. Equal weights are probably not good enough.", diagnosis.Headline);
        Assert.Equal(100, diagnosis.NormRatio, 9);
        Assert.Equal(10_000.0 / 10_001, diagnosis.Tasks[0].UpdateShare, 9);
        Assert.Equal((0, 0), (diagnosis.ConflictShare, diagnosis.MeanCosine));
        Assert.Equal(["equal", "equal-gradient-magnitude", "low-condition-number"], diagnosis.Weights.Select(effect => effect.Origin));
        Assert.Equal(100, diagnosis.Weights[0].ConditionNumber, 6);
        foreach (WeightEffect effect in diagnosis.Weights.Skip(1))
        {
            Assert.Equal(2 / 101.0, effect.Weights[0], 6);
            Assert.Equal(200 / 101.0, effect.Weights[1], 6);
            Assert.Equal(1, effect.ConditionNumber, 6);
            Assert.Equal(1, effect.MagnitudeSimilarity, 9);
        }

        Assert.Equal(
            "Weights that make the weighted gradients equally long take the magnitude similarity from 0.02 to 1.00, the condition number from 100 to 1.0 (1 is best).",
            Sentence(diagnosis, DiagnosisTopic.Weights));
        Assert.Equal(
            "The mean magnitude similarity is 0.02 (1 is equally long, 0 is nothing alike). Of an equally weighted update 'loud' makes 100 % and 'quiet' makes less than 1 %.",
            Sentence(diagnosis, DiagnosisTopic.Dominance));
        Assert.StartsWith(
            "Equal weights are probably not good enough: the gradients differ in length by a factor of 100 and point in different directions (their mean cosine is 0.00), so the shared parameters learn mostly from 'loud'.",
            Sentence(diagnosis, DiagnosisTopic.EqualWeights),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OppositeInOneLayerAndEqualInAnother_NamesTheLayer()
    {
        // Layer 'deep' has g₁ = 1, g₂ = −1, layer 'flat' 1 and 1: together (1, 1) and (−1, 1), orthogonal and equally long.
        LayerTrace deep = new("deep", 7, [.. Enumerable.Repeat(new Gramian([1, -1, -1, 1]), Steps)]);
        LayerTrace flat = new("flat", 5, [.. Enumerable.Repeat(new Gramian([1, 1, 1, 1]), Steps)]);

        Diagnosis diagnosis = Diagnosis.Of(Repeated("x", "y", new Gramian([2, 0, 0, 2])), [deep, flat]);

        Assert.Equal("No task dominates: all gradients are about equally long. Equal weights are probably good enough.", diagnosis.Headline);
        Assert.Equal([("deep", 7L, 0.5, 1.0, -1.0), ("flat", 5L, 0.5, 0.0, 1.0)], diagnosis.Layers.Select(layer =>
            (layer.Name, layer.ParameterCount, layer.GradientShare, layer.ConflictShare, layer.MeanCosine)));
        Assert.Equal("Conflicts are most frequent in 'deep' (100 %, mean cosine -1.00) and rarest in 'flat' (0 %, mean cosine 1.00).", Sentence(diagnosis, DiagnosisTopic.Layers));
        Assert.Equal(
            "Tasks never conflict: no two gradients ever point against each other. The mean cosine is 0.00, 0.00 to 0.00 over 5 windows (1 is the same direction, 0 unrelated, -1 opposite)."
                + " So the tasks neither help nor hinder each other on the whole; by chance alone such gradients conflict on half of the steps.",
            Sentence(diagnosis, DiagnosisTopic.Conflict));
    }

    [Fact]
    public void Of_IdenticalGradients_NeedNoWeights()
    {
        Diagnosis diagnosis = Diagnosis.Of(Repeated("x", "y", new Gramian([4, 4, 4, 4])));

        Assert.Equal(UnitaryVerdict.LikelyEnough, diagnosis.Verdict);
        Assert.StartsWith("Equal weights are probably good enough: the gradients point nearly the same way (their mean cosine is 1.00)", Sentence(diagnosis, DiagnosisTopic.EqualWeights), StringComparison.Ordinal);
        Assert.Contains("Appendix A.2.1", Sentence(diagnosis, DiagnosisTopic.EqualWeights), StringComparison.Ordinal);
        Assert.Equal(double.PositiveInfinity, diagnosis.Weights[0].ConditionNumber);
        Assert.Contains(diagnosis.Notes, note => note.StartsWith("An infinite condition number means linearly dependent gradients", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_OppositeGradients_SaysThatWeightsCannotHelp()
    {
        Diagnosis diagnosis = Diagnosis.Of(Repeated("x", "y", new Gramian([1, -0.5, -0.5, 1])));

        Assert.Equal(1, diagnosis.ConflictShare);
        Assert.StartsWith("'x' and 'y' conflict on 100 % of the steps: their gradients point against each other. The mean cosine is -0.50", Sentence(diagnosis, DiagnosisTopic.Conflict), StringComparison.Ordinal);
        Assert.Contains("Loss weights change the lengths of gradients, never their angles", Sentence(diagnosis, DiagnosisTopic.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoLeadersAndAFollower_NamesAllThree()
    {
        Diagnosis diagnosis = Diagnosis.Of(TraceOf(["a", "b", "c"], Enumerable.Repeat(new Gramian([9, 0, 0, 0, 16, 0, 0, 0, 1]), Steps)));

        Assert.StartsWith("'b' and 'a' dominate: the gradient of 'b' is typically 4.0 times as long as that of 'c'. Whether equal weights are good enough is unclear.", diagnosis.Headline, StringComparison.Ordinal);
        Assert.Contains("differ in length by a factor of 4.0, and their mean cosine is 0.00", Sentence(diagnosis, DiagnosisTopic.EqualWeights), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NormsAlone_LeavesConflictsOut()
    {
        TraceRecord[] records = [.. Enumerable.Range(1, Steps).Select(iteration => new TraceRecord { Iteration = iteration, Losses = [1, 3], GradientNorms = [1, 3] })];

        Diagnosis diagnosis = Diagnosis.Of(new Trace(Header("x", "y"), records));

        Assert.StartsWith("'y' dominates: its gradient is typically 3.0 times as long as that of 'x'.", diagnosis.Headline, StringComparison.Ordinal);
        Assert.DoesNotContain(diagnosis.Sentences, sentence => sentence.Topic is DiagnosisTopic.Conflict or DiagnosisTopic.Layers);
        Assert.Contains("The trace has no Gramians (inner products of the task gradients), so nothing is known of conflicts; docs/trace-format.md says how to record them.", diagnosis.Notes);
        Assert.Equal(["equal", "equal-gradient-magnitude"], diagnosis.Weights.Select(effect => effect.Origin));
        Assert.Equal("Of the sum of the losses, 'y' makes 75 % and 'x' makes 25 %.", Sentence(diagnosis, DiagnosisTopic.Losses));
    }

    [Fact]
    public void Of_LossesAlone_ComparesLossesAndNothingElse()
    {
        TraceRecord[] records = [.. Enumerable.Range(1, Steps).Select(iteration => new TraceRecord { Iteration = iteration, Losses = [1, 3] })];

        Diagnosis diagnosis = Diagnosis.Of(new Trace(Header("x", "y"), records));

        Assert.Equal("Which task dominates cannot be told from losses alone. Whether equal weights are good enough cannot be told.", diagnosis.Headline);
        Assert.Equal([DiagnosisTopic.Losses, DiagnosisTopic.EqualWeights], diagnosis.Sentences.Select(sentence => sentence.Topic));
        Assert.Empty(diagnosis.Weights);
        Assert.StartsWith("The trace has neither gradient norms nor Gramians", diagnosis.Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, "The gradient of 'y' was zero on every step: check that the loss depends on the shared parameters. No weights are suggested before it does.")]
    [InlineData(0, 0, "Every gradient was zero on every step, so there is nothing to compare: check that the losses depend on the shared parameters.")]
    public void Of_GradientsThatAreZero_SuggestsNothing(double first, double second, string expected)
    {
        Diagnosis diagnosis = Diagnosis.Of(Repeated("x", "y", new Gramian([first, 0, 0, second])));

        Assert.Equal("Which task dominates cannot be told: fewer than two tasks have a gradient. Whether equal weights are good enough cannot be told.", diagnosis.Headline);
        Assert.Contains(expected, diagnosis.Notes);
        Assert.Empty(diagnosis.Weights);
    }

    [Fact]
    public void Of_FewStepsOfAnotherMethod_SaysBoth()
    {
        TraceHeader header = Header("x", "y") with { Method = "imtl-g" };
        TraceRecord[] records = [new TraceRecord { Iteration = 7, Losses = [-1, 3], Gramian = new Gramian([1, 0, 0, 1]) }, new TraceRecord { Iteration = 9, Losses = [-1, 3] }];

        Diagnosis diagnosis = Diagnosis.Of(new Trace(header, records));

        Assert.Contains("1 step is little to go by: record at least 20.", diagnosis.Notes);
        Assert.Contains("The recorded run chose its weights by 'imtl-g'. The gradients are of the unweighted losses, but at the parameters that this method came by.", diagnosis.Notes);
        Assert.Contains("A loss was negative, or all were zero, so shares of the losses are not defined.", diagnosis.Notes);
        Assert.Contains(diagnosis.Notes, note => note.StartsWith("This is read off 1 step, 7 to 7, of one seed", StringComparison.Ordinal));
        Assert.Contains(diagnosis.Notes, note => note.StartsWith("Where in the network tasks conflict is not in a trace", StringComparison.Ordinal));
        Assert.DoesNotContain(diagnosis.Sentences, sentence => sentence.Topic == DiagnosisTopic.Losses);
    }

    [Fact]
    public void Of_TooLittle_SaysWhatIsMissing()
    {
        TraceRecord[] one = [new TraceRecord { Iteration = 1, Losses = [1] }];
        LayerTrace layer = new("deep", 7, [new Gramian([1, 0, 0, 1])]);

        Assert.StartsWith("A diagnosis compares tasks: expected at least 2, got 1, 'x'.", Assert.Throws<ArgumentException>(() => Diagnosis.Of(new Trace(Header("x"), one))).Message, StringComparison.Ordinal);
        Assert.StartsWith("The trace has no training step", Assert.Throws<ArgumentException>(() => Diagnosis.Of(new Trace(Header("x", "y"), []))).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Layer 'deep' has 1 Gramians: expected 25, one for each step with a Gramian.",
            Assert.Throws<ArgumentException>(() => Diagnosis.Of(Repeated("x", "y", new Gramian([1, 0, 0, 1])), [layer])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RandomGradients_AgreesWithItsParts()
    {
        // Shares add up to one, suggested weights to K, and they balance better than equal ones; a factor on every gradient changes no word.
        Random random = new(4);
        for (int repetition = 0; repetition < 20; repetition++)
        {
            int taskCount = random.Next(2, 6);
            string[] tasks = [.. Enumerable.Range(0, taskCount).Select(task => $"t{task}")];
            double[] scales = [.. tasks.Select(_ => Math.Exp(4 * random.NextDouble()))];
            (Gramian First, Gramian Second)[] steps = [.. Enumerable.Range(0, 30).Select(_ => (RandomGramian(random, scales), RandomGramian(random, scales)))];
            LayerTrace[] layers = [new("a", 1, [.. steps.Select(step => step.First)]), new("b", 1, [.. steps.Select(step => step.Second)])];

            Diagnosis diagnosis = Diagnosis.Of(TraceOf(tasks, steps.Select(step => Sum(step, 1))), layers);
            Diagnosis larger = Diagnosis.Of(TraceOf(tasks, steps.Select(step => Sum(step, 1e6))));

            Assert.Equal(1, diagnosis.Tasks.Sum(task => task.UpdateShare), 9);
            Assert.Equal(1, diagnosis.Layers.Sum(layer => layer.GradientShare), 9);
            Assert.InRange(diagnosis.MeanCosine, diagnosis.WindowCosines.Min(), diagnosis.WindowCosines.Max());
            Assert.All(diagnosis.Weights, effect => Assert.Equal(taskCount, effect.Weights.Sum(), 6));
            Assert.True(diagnosis.Weights[1].MagnitudeSimilarity >= diagnosis.Weights[0].MagnitudeSimilarity - 0.01);
            Assert.True(diagnosis.Weights[2].ConditionNumber <= 1.2 * diagnosis.Weights[0].ConditionNumber);
            Assert.Equal(diagnosis.Headline, larger.Headline);
        }
    }

    [Fact]
    public void ToJson_OfInfiniteAndMissingNumbers_HoldsNull()
    {
        JsonObject json = Diagnosis.Of(Repeated("x", "y", new Gramian([4, 4, 4, 4]))).ToJson();

        Assert.Equal("likely-enough", (string)json["verdict"]!);
        Assert.Null(json["weights"]![0]!["conditionNumber"]);
        Assert.Equal(1, (double)json["pairs"]![0]!["meanCosine"]!);
        Assert.Equal("equal-weights", (string)json["sentences"]!.AsArray().Single(sentence => ((string)sentence!["text"]!).StartsWith("Equal", StringComparison.Ordinal))!["topic"]!);
        Assert.NotEmpty(json.ToJsonString());
    }

    private static string Sentence(Diagnosis diagnosis, DiagnosisTopic topic) => diagnosis.Sentences.Single(sentence => sentence.Topic == topic).Text;

    private static TraceHeader Header(params string[] tasks) => new() { Tasks = tasks, TotalIterations = 100 };

    private static Trace Repeated(string first, string second, Gramian gramian) => TraceOf([first, second], Enumerable.Repeat(gramian, Steps));

    private static Trace TraceOf(string[] tasks, IEnumerable<Gramian> gramians) => new(Header(tasks), [.. gramians.Select((gramian, index) =>
        new TraceRecord { Iteration = index + 1, Losses = [.. tasks.Select(_ => 1.0)], Gramian = gramian })]);

    private static Gramian RandomGramian(Random random, double[] scales)
    {
        double[][] gradients = [.. scales.Select(scale => Enumerable.Range(0, 8).Select(_ => scale * ((2 * random.NextDouble()) - 1)).ToArray())];
        return new Gramian([.. gradients.SelectMany(first => gradients.Select(second => first.Zip(second, (a, b) => a * b).Sum()))]);
    }

    private static Gramian Sum((Gramian First, Gramian Second) step, double factor) =>
        new([.. step.First.Entries.ToArray().Zip(step.Second.Entries.ToArray(), (a, b) => factor * (a + b))]);
}
