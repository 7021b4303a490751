using AutoScale.Evaluation;

namespace AutoScale.Tests.Evaluation;

public sealed class ResultCsvTests
{
    [Fact]
    public void Read_ExampleOfThePage_IsTheTable()
    {
        ResultTable table = Read("method, seed, seg/mIoU:higher, depth/RMSE:lower\n\nSTL,,50,1\na,1,45,0.8\n\"b, 2:1\",1,\"55\",1e0\n");

        Assert.Equal([new("seg", "mIoU", true), new("depth", "RMSE", false)], table.Metrics);
        Assert.Equal(["a", "b, 2:1"], table.Methods);
        Assert.Equal([55, 1], table.Run("b, 2:1", 1).Values);
        Assert.Equal([50, 1], table.BaselineRun(1).Values);
    }

    [Fact]
    public void Write_AnyTable_IsReadBackAsTheSame()
    {
        ResultTable table = new(
            [new("a", "x:y", true), new("a", "with, \"quotes\"", false)],
            [new("stl", 0, [0.1, 1e-300]), new("m \"1\", x", 3, [1.0 / 3, -2]), new(" spaced ", 3, [double.MaxValue, 4])],
            "stl");
        using StringWriter text = new();

        ResultCsv.Write(text, table);

        ResultTable again = Read(text.ToString());
        Assert.Equal(table.Metrics, again.Metrics);
        Assert.Equal(table.Methods, again.Methods);
        Assert.All(table.Runs.Zip(again.Runs), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    [Theory]
    [InlineData("", "The table is empty: its first line names the columns.")]
    [InlineData("name,a/x:lower\n", "Line 1: the first column is 'name', expected 'method'.")]
    [InlineData("method,mIoU\n", "Line 1: the column 'mIoU' is not named task/metric:direction, such as depth/RMSE:lower.")]
    [InlineData("method,a/x:up\n", "Line 1: the column 'a/x:up' has the direction 'up', expected 'higher' or 'lower' for the better values.")]
    [InlineData("method,a/x:lower,b/y:lower\nstl,1,1\nm,1\nn,1,1\n", "Line 3: 'm' has no value for b/y.")]
    [InlineData("method,a/x:lower,b/y:lower\nstl,1,1\nm,,1\nn,1,1\n", "Line 3: 'm' has no value for a/x.")]
    [InlineData("method,a/x:lower\nstl,1\nm,1,5\n", "Line 3 has 3 cells for 2 columns.")]
    [InlineData("method,a/x:lower\nstl,one\n", "Line 2: the value 'one' of 'stl' for a/x is not a finite number with a decimal point.")]
    [InlineData("method,a/x:lower\nstl,NaN\n", "Line 2: the value 'NaN' of 'stl' for a/x is not a finite number with a decimal point.")]
    [InlineData("method,a/x:lower\nstl,1e999\n", "Line 2: the value '1e999' of 'stl' for a/x is not a finite number with a decimal point.")]
    [InlineData("method,a/x:lower\nstl,\"1,5\"\n", "Line 2: the value '1,5' of 'stl' for a/x is not a finite number with a decimal point.")]
    [InlineData("method;a/x:lower\nstl;1,5\n", "Line 1: the first column is 'method;a/x:lower', expected 'method'. Separate the cells by commas, and write numbers with a decimal point.")]
    [InlineData("method,a/x:lower\n", "The results have no run: expected one of every method and seed.")]
    [InlineData("method\nstl\n", "The results have no metric.")]
    [InlineData("method,a/x:lower,a/x:lower\nstl,1,1\n", "The metric a/x is there twice.")]
    [InlineData("method,a/x:lower\nstl,1\nm,1\nm,2\n", "'m' has two runs of seed 0: give each a seed of its own, in a table in the column 'seed'.")]
    [InlineData("method,seed,a/x:lower\nstl,1,1\nm,1,1\nm,2,1\nn,1,2\n", "'n' has no run of seed 2: every method needs the same seeds.")]
    [InlineData("method,a/x:lower\nbase,1\nm,1\nn,2\n", "There is no baseline 'stl': the methods are base, m, n.")]
    [InlineData("method,seed,a/x:lower\nstl,1.5,1\n", "Line 2: the seed of 'stl' is '1.5', expected a whole number or nothing.")]
    [InlineData("method,a/x:lower\n,1\n", "Line 2 names no method.")]
    [InlineData("method,a/x:lower\n\"stl,1\n", "Line 2: a quoted cell does not end with a quote.")]
    [InlineData("method,a/x:lower\n\"stl\"x,1\n", "Line 2: a quoted cell does not end with a quote.")]
    [InlineData("method,a/x:lower\nstl,1\nm,2\n", "There is one method, 'm', beside the baseline 'stl': a comparison needs at least two.")]
    [InlineData("method,a/x:lower\nstl,0\nm,2\nn,1\n", "The baseline 'stl' is 0 for a/x, seed 0: nothing can be relative to it.")]
    public void Read_BadText_IsRefusedInOneSentence(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Read(text)).Message);

    private static ResultTable Read(string text) => ResultCsv.Read(new StringReader(text));
}
