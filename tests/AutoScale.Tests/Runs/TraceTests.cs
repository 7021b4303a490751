using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public class TraceTests
{
    private const string Header = """{"trace":1,"tasks":["a","b"],"iterations":100,"method":"famo"}""";

    [Fact]
    public void Read_OwnTrace_HasHeaderAndRecords()
    {
        Trace trace = Read($"{Header}\n{Line(1)}\n{Line(2)}\n");

        Assert.Equal(["a", "b"], trace.Header.Tasks);
        Assert.Equal((100, "famo", 2, false), (trace.Header.TotalIterations, trace.Header.Method, trace.TaskCount, trace.LastLineDropped));
        Assert.Equal([1, 2], trace.Records.Select(record => record.Iteration));
    }

    [Fact]
    public void Read_WithoutHeader_FillsInNamesAndLength()
    {
        Trace trace = Read($"\r\n{Line(5)}\r\n\r\n{Line(10)}");

        Assert.Equal(["task-1", "task-2"], trace.Header.Tasks);
        Assert.Equal(10, trace.Header.TotalIterations);
        Assert.Null(trace.Header.Method);
        Assert.False(trace.LastLineDropped); // No line break, but a whole object.
        Assert.Equal([5, 10], trace.Records.Select(record => record.Iteration));
    }

    [Fact]
    public void Read_HeaderWithoutNames_FillsThemIn()
    {
        Trace trace = Read($"{{\"iterations\":7}}\n{Line(1)}\n");

        Assert.Equal(["task-1", "task-2"], trace.Header.Tasks);
        Assert.Equal(7, trace.Header.TotalIterations);
    }

    [Fact]
    public void Read_CutAtAnyByte_KeepsEveryWholeLine()
    {
        string text = $"{Header}\n{Line(1)}\n{Line(2)}\n{Line(3)}\n";
        int headerLength = Header.Length;
        for (int length = headerLength; length <= text.Length; length++)
        {
            string cut = text[..length];
            int whole = cut.Split('\n').Count(line => line.EndsWith("]}", StringComparison.Ordinal) && line.Contains("losses", StringComparison.Ordinal));

            Trace trace = Read(cut);

            Assert.Equal(Enumerable.Range(1, whole), trace.Records.Select(record => record.Iteration));
            Assert.Equal(cut[^1] is not ('\n' or '}') , trace.LastLineDropped);
        }
    }

    [Fact]
    public void Read_CorruptLineInTheMiddle_NamesIt()
    {
        FormatException exception = Assert.Throws<FormatException>(() => Read($"{Header}\n{Line(1)}\n{{\"iteration\":2,\"los\n{Line(3)}\n"));

        Assert.StartsWith("Trace line 3 is not JSON from character ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CorruptLastLineThatWasFinished_NamesIt() =>
        Assert.StartsWith("Trace line 2 is not JSON from character ", Assert.Throws<FormatException>(() => Read($"{Line(1)}\n{{\"iteration\":2\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "The trace is empty: expected one JSON object a line.")]
    [InlineData(" \n\n", "The trace is empty: expected one JSON object a line.")]
    [InlineData("{\"iter", "The trace holds only a half-written line.")]
    [InlineData("{\"iteration\":2,\"losses\":[1,2]}\n{\"iteration\":2,\"losses\":[1,2]}\n", "Trace line 2: iteration 2 follows iteration 2: expected ascending ones, from 1.")]
    [InlineData("{\"iteration\":1,\"losses\":[1,2]}\n{\"iteration\":2,\"losses\":[1]}\n", "Trace line 2: 'losses' has 1 number: expected 2, one per task.")]
    [InlineData("{\"tasks\":[\"a\"]}\n{\"iteration\":1,\"losses\":[1,2]}\n", "Trace line 2: 'losses' has 2 numbers: expected 1, one per task.")]
    [InlineData("{\"tasks\":[]}\n", "Trace line 1: 'tasks' is []: expected a list of names; leave it out where they have none.")]
    [InlineData("\n{\"iterations\":1}\n{\"iteration\":1,\"losses\":[1,2]}\n{\"iteration\":2,\"losses\":[1,2]}\n", "Trace line 4: iteration 2 lies after the end of the run: the header says 'iterations' is 1.")]
    [InlineData("{\"iteration\":1,\"losses\":[1,2],\"norms\":[1]}\n", "Trace line 1: 'norms' has 1 number: expected 2, one per task.")]
    [InlineData("{\"iteration\":1,\"losses\":[1,2],\"gramian\":[[-1,0],[0,1]]}\n", "Trace line 1: 'gramian' is not valid. Gramian entry [0, 0] is -1: a squared gradient norm cannot be negative.")]
    public void Read_NotATrace_SaysWhy(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void Read_HeaderOnly_IsARunThatHasJustBegun()
    {
        Trace trace = Read($"{Header}\n");

        Assert.Empty(trace.Records);
        Assert.Equal(2, trace.TaskCount);
    }

    [Fact]
    public void Constructor_RecordsOutOfOrder_SaysWhich()
    {
        TraceRecord[] records = [new() { Iteration = 2, Losses = [1] }, new() { Iteration = 1, Losses = [1] }];

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Trace(new TraceHeader { Tasks = ["a"], TotalIterations = 2 }, records));

        Assert.StartsWith("records[1]: iteration 1 follows iteration 2", exception.Message, StringComparison.Ordinal);
    }

    private static string Line(int iteration) => $"{{\"iteration\":{iteration},\"losses\":[0.5,{iteration}]}}";

    private static Trace Read(string text) => Trace.Read(new StringReader(text));
}
