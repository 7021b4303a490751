using AutoScale.Problems.Idx;

namespace AutoScale.Problems.Tests.Idx;

public sealed class IdxFolderTests
{
    [Fact]
    public void ReadTrain_PackedAndPlainNames_FindsBoth()
    {
        using TemporaryFolder folder = new();
        TinyDigits.Write(folder.Path);

        LabelledImages train = IdxFolder.ReadTrain(folder.Path);
        LabelledImages test = IdxFolder.ReadTest(folder.Path);

        Assert.Equal((60, 28, 28), (train.Count, train.Height, train.Width));
        Assert.Equal(20, test.Count);
        Assert.Equal(7, train.Labels[17]);
        Assert.Equal(TinyDigits.Pixel(17, 10, 15), train.Image(17)[(10 * 28) + 15]);
        Assert.NotEqual(0, train.Image(17)[(10 * 28) + 15]);
    }

    [Fact]
    public void ReadTrain_MissingFolder_NamesIt()
    {
        string missing = Path.Combine(Path.GetTempPath(), "autoscale-no-such-folder");

        Assert.Contains(missing, Assert.Throws<DirectoryNotFoundException>(() => IdxFolder.ReadTrain(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadTrain_MissingFile_ListsTheNamesLookedFor()
    {
        using TemporaryFolder folder = new();
        TinyDigits.Write(folder.Path);
        File.Delete(Path.Combine(folder.Path, "train-labels-idx1-ubyte.gz"));

        string message = Assert.Throws<FileNotFoundException>(() => IdxFolder.ReadTrain(folder.Path)).Message;

        Assert.Contains($"no train-labels in {folder.Path}", message, StringComparison.Ordinal);
        Assert.Contains("train-labels-idx1-ubyte.gz, train-labels-idx1-ubyte, train-labels.idx1-ubyte.gz, train-labels.idx1-ubyte", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadTest_OtherNumberOfLabels_SaysBoth()
    {
        using TemporaryFolder folder = new();
        TinyDigits.Write(folder.Path);
        File.WriteAllBytes(Path.Combine(folder.Path, "t10k-labels.idx1-ubyte"), TinyDigits.IdxFile([19], new byte[19]));

        string message = Assert.Throws<IdxException>(() => IdxFolder.ReadTest(folder.Path)).Message;

        Assert.Contains("20 images but 19 labels", message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void ReadTrain_Mnist_HasItsClassCounts()
    {
        LabelledImages train = IdxFolder.ReadTrain(ReferenceFiles.PathOf("data/mnist"));
        LabelledImages test = IdxFolder.ReadTest(ReferenceFiles.PathOf("data/mnist"));

        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Counts(train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], Counts(test));
        Assert.Equal([5, 0, 4, 1, 9], train.Labels[..5]);
        Assert.Equal(33.318, train.Pixels.Average(pixel => (double)pixel), 3); // the well-known mean 0.1307 of 255
    }

    private static int[] Counts(LabelledImages images) => [.. images.Labels.GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count())];
}
