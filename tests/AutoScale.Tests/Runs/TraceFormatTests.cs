using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Tests.Runs;

public class TraceFormatTests
{
    [Fact]
    public void FormatLine_Record_IsTheDocumentedText()
    {
        TraceRecord record = new()
        {
            Iteration = 3,
            Phase = TracePhase.Exploration,
            Losses = [0.5, 2],
            Gramian = new Gramian([4, -1, -1, 9]),
            Weights = [1.2, 0.8],
            Certificate = new Certificate(1e-16, 2, Guards.Clamped | Guards.SkippedTask),
        };

        Assert.Equal(
            """{"iteration":3,"phase":"exploration","losses":[0.5,2],"gramian":[[4,-1],[-1,9]],"weights":[1.2,0.8],"certificate":{"residual":1E-16,"iterations":2,"guards":["clamped","skipped-task"]}}""",
            TraceFormat.FormatLine(record));
    }

    [Fact]
    public void FormatHeader_Header_IsTheDocumentedText() => Assert.Equal(
        """{"trace":1,"tasks":["depth","Tiefe ä"],"iterations":5000,"method":"autoscale"}""",
        TraceFormat.FormatHeader(new TraceHeader { Tasks = ["depth", "Tiefe ä"], TotalIterations = 5000, Method = "autoscale" }));

    [Fact]
    public void ParseHeader_FormattedHeader_IsTheSame()
    {
        TraceHeader header = new() { Tasks = ["a \"quoted\" one", "b"], TotalIterations = 12, Method = "imtl-g" };

        TraceHeader read = TraceFormat.ParseHeader(TraceFormat.FormatHeader(header), 1);

        Assert.Equal(header.Tasks, read.Tasks);
        Assert.Equal((header.Version, header.TotalIterations, header.Method), (read.Version, read.TotalIterations, read.Method));
    }

    [Fact]
    public void ParseLine_FormattedRandomRecords_GivesEveryBitBack()
    {
        Random random = new(1);
        for (int run = 0; run < 200; run++)
        {
            double[] numbers = [.. Enumerable.Range(0, 12).Select(_ => RandomDouble(random))];
            double norm = Math.Abs(numbers[8]) % 1e100;
            TraceRecord record = new()
            {
                Iteration = random.Next(1, int.MaxValue),
                Phase = TracePhase.LinearScalarization,
                Losses = numbers[..3],
                GradientNorms = run % 3 == 0 ? null : [norm, 0, 1],
                Gramian = run % 3 == 1 ? new Gramian([norm * norm, 0, 0, 0, 0, 0, 0, 0, 1]) : null,
                Weights = run % 2 == 0 ? [] : numbers[3..6],
                Certificate = new Certificate(Math.Abs(numbers[6]), random.Next(100), (Guards)random.Next(4096)),
            };

            TraceRecord read = TraceFormat.ParseLine(TraceFormat.FormatLine(record), 1);

            Assert.Equal((record.Iteration, record.Phase, record.Certificate), (read.Iteration, read.Phase, read.Certificate));
            Assert.Equal(Bits(record.Losses), Bits(read.Losses));
            Assert.Equal(Bits(record.Weights), Bits(read.Weights));
            Assert.Equal(Bits(record.Gramian?.Entries.ToArray()), Bits(read.Gramian?.Entries.ToArray()));
            double[]? norms = record.Gramian is null ? record.GradientNorms : [record.Gramian.Norm(0), 0, 1];
            Assert.Equal(Bits(norms), Bits(read.GradientNorms));
        }
    }

    [Fact]
    public void ParseLine_OnlyLosses_HasDefaults()
    {
        TraceRecord record = TraceFormat.ParseLine("""{"iteration": 1, "losses": [1, 2e0], "note": {"any": 1}}""", 1);

        Assert.Equal([1.0, 2.0], record.Losses);
        Assert.Equal(TracePhase.Training, record.Phase);
        Assert.Null(record.GradientNorms);
        Assert.Null(record.Gramian);
        Assert.Empty(record.Weights);
        Assert.Equal(Certificate.Exact, record.Certificate);
    }

    [Fact]
    public void ParseLine_FlatGramian_IsTheNestedOne()
    {
        TraceRecord flat = TraceFormat.ParseLine("""{"iteration":1,"losses":[1,2],"gramian":[4,-1,-1,9]}""", 1);
        TraceRecord nested = TraceFormat.ParseLine("""{"iteration":1,"losses":[1,2],"gramian":[[4,-1],[-1,9]]}""", 1);

        Assert.Equal(nested.Gramian!.Entries.ToArray(), flat.Gramian!.Entries.ToArray());
        Assert.Equal([2.0, 3.0], flat.GradientNorms!);
    }

    [Fact]
    public void ParseLine_GramianInSinglePrecision_IsMadeSymmetric()
    {
        // They may differ by 1e-4·2·3 and do by 2⁻¹¹.
        TraceRecord record = TraceFormat.ParseLine("""{"iteration":1,"losses":[1,2],"gramian":[[4,1],[1.00048828125,9]]}""", 1);

        Assert.Equal([4, 1.000244140625, 1.000244140625, 9], record.Gramian!.Entries.ToArray());
    }

    [Fact]
    public void ParseLine_UnknownGuards_KeepsTheKnownOnes()
    {
        TraceRecord record = TraceFormat.ParseLine("""{"iteration":1,"losses":[1],"certificate":{"guards":["magic","clamped",7]}}""", 1);

        Assert.Equal(Guards.Clamped, record.Certificate.Guards);
    }

    [Theory]
    [InlineData("{\"iteration\":1,\"losses\":[NaN]}", "Trace line 12 is not JSON from character ")]
    [InlineData("[1, 2]", "Trace line 12 is not a JSON object: ")]
    [InlineData("""{"losses":[1]}""", "Trace line 12: 'iteration' is missing: expected a whole number of at least 1.")]
    [InlineData("""{"iteration":0,"losses":[1]}""", "Trace line 12: 'iteration' is 0: expected a whole number of at least 1.")]
    [InlineData("""{"iteration":1.5,"losses":[1]}""", "Trace line 12: 'iteration' is 1.5: expected a whole number of at least 1.")]
    [InlineData("""{"iteration":1}""", "Trace line 12: 'losses' is missing: expected one number per task.")]
    [InlineData("""{"iteration":1,"losses":[]}""", "Trace line 12: 'losses' is empty: expected one number per task.")]
    [InlineData("""{"iteration":1,"losses":3}""", "Trace line 12: 'losses' is 3: expected a list of numbers.")]
    [InlineData("""{"iteration":1,"losses":["1"]}""", "Trace line 12: 'losses' holds \"1\": expected a finite number; leave a step whose losses are not finite out of the trace.")]
    [InlineData("""{"iteration":1,"losses":[1e999]}""", "Trace line 12: 'losses' holds 1e999: expected a finite number; leave a step whose losses are not finite out of the trace.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"norms":[1]}""", "Trace line 12: 'norms' has 1 number: expected 2, one per task.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[1,5],[5,1]]}""", "Trace line 12: 'gramian' has the inner product 5 of tasks 1 and 2, whose gradient norms multiply to 1: no two gradients have more than that.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[1e-9,2e-9],[2e-9,1e-9]]}""", "Trace line 12: 'gramian' has the inner product 2e-09 of tasks 1 and 2, whose gradient norms multiply to 1e-09: no two gradients have more than that.")]
    [InlineData("""{"iteration":1,"losses":[1],"norms":[-1]}""", "Trace line 12: 'norms' has a negative number: a gradient norm is at least 0.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"weights":[1,2,3]}""", "Trace line 12: 'weights' has 3 numbers: expected 2, one per task.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[1,2,3]}""", "Trace line 12: 'gramian' has 3 numbers: expected 2 rows of 2.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[1,2,3],[1]]}""", "Trace line 12: 'gramian' has a row of 3 numbers: expected 2 rows of 2.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[1,2],[3,4]]}""", "Trace line 12: 'gramian' is not valid. Gramian entries [1, 0] = 3 and [0, 1] = 2 differ")]
    [InlineData("""{"iteration":1,"losses":[1],"phase":7}""", "Trace line 12: 'phase' is 7: expected a text.")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[4,1],[1.002,9]]}""", "Trace line 12: 'gramian' is not valid. Gramian entries [1, 0] = 1.002 and [0, 1] = 1 differ")]
    [InlineData("""{"iteration":1,"losses":[1,2],"gramian":[[-4,1],[1.00001,9]]}""", "Trace line 12: 'gramian' is not valid. Gramian entry [0, 0] is -4")]
    public void ParseLine_BadValue_NamesLineKeyAndWhatIsExpected(string text, string message)
    {
        FormatException exception = Assert.Throws<FormatException>(() => TraceFormat.ParseLine(text, 12));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"trace":2,"tasks":["a"]}""", "Trace line 1: the trace has format version 2, and this program reads up to 1: use a newer one.")]
    [InlineData("""{"trace":1,"tasks":["a","a"]}""", "Trace line 1: 'tasks' has a name twice.")]
    [InlineData("""{"trace":1,"tasks":"a"}""", "Trace line 1: 'tasks' is \"a\": expected a list of names; leave it out where they have none.")]
    [InlineData("""{"trace":1,"iterations":-1}""", "Trace line 1: 'iterations' is -1: expected a whole number of at least 0.")]
    public void ParseHeader_BadValue_NamesLineKeyAndWhatIsExpected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => TraceFormat.ParseHeader(text, 1)).Message);

    [Fact]
    public void FormatLine_LossNotFinite_Throws() =>
        Assert.Throws<ArgumentException>(() => TraceFormat.FormatLine(new TraceRecord { Iteration = 1, Losses = [double.NaN] }));

    private static double RandomDouble(Random random)
    {
        double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(value) ? value : -0.0;
    }

    private static long[]? Bits(double[]? values) => values?.Select(BitConverter.DoubleToInt64Bits).ToArray();
}
