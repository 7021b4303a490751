using AutoScale.Problems.Scenes;

namespace AutoScale.Problems.Tests.Scenes;

public sealed class SceneCacheTests
{
    private static readonly SceneOptions _options = new() { Height = 16, Width = 24, TrainCount = 3, ValidationCount = 2, TestCount = 2, Seed = 5 };

    private readonly List<string> _notices = [];

    [Fact]
    public void LoadOrGenerate_SecondTime_ReadsTheSameSet()
    {
        using TemporaryFolder folder = new();

        SceneSet first = Load(folder);
        SceneSet second = Load(folder);

        AssertSame(first, second);
        Assert.Contains("Generating 7 scenes of 16 x 24 pixels", Assert.Single(_notices), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path)); // no temporary file is left
    }

    [Theory]
    [InlineData(20)] // in the header
    [InlineData(1000)] // in the images
    [InlineData(-1)] // in the checksum
    public void LoadOrGenerate_DamagedByte_SaysSoAndGeneratesAgain(int at)
    {
        using TemporaryFolder folder = new();
        SceneSet first = Load(folder);
        byte[] file = File.ReadAllBytes(SceneCache.PathOf(_options, folder.Path));
        file[at < 0 ? file.Length + at : at] ^= 1;
        File.WriteAllBytes(SceneCache.PathOf(_options, folder.Path), file);

        AssertSame(first, Load(folder));
        Assert.Contains("cannot be used", _notices[1], StringComparison.Ordinal);
        AssertSame(first, Load(folder));
        Assert.Equal(2, _notices.Count); // the third time the file was whole again
    }

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    [InlineData(500)]
    public void LoadOrGenerate_TruncatedFile_SaysSoAndGeneratesAgain(int length)
    {
        using TemporaryFolder folder = new();
        SceneSet first = Load(folder);
        string path = SceneCache.PathOf(_options, folder.Path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        AssertSame(first, Load(folder));
        Assert.Contains("They are generated again.", _notices[1], StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOrGenerate_FileOfAnotherSet_IsNotTaken()
    {
        using TemporaryFolder folder = new();
        SceneOptions other = _options with { Seed = 6 };
        Load(folder);
        File.Copy(SceneCache.PathOf(_options, folder.Path), SceneCache.PathOf(other, folder.Path));

        SceneSet set = SceneCache.LoadOrGenerate(other, folder.Path, _notices.Add);

        AssertSame(SceneGenerator.Generate(other), set);
        Assert.Contains("not that of this set", _notices[1], StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOrGenerate_FolderThatCannotBeMade_StillGivesTheSet()
    {
        using TemporaryFolder folder = new();
        string blocked = Path.Combine(folder.Path, "file");
        File.WriteAllText(blocked, "");

        SceneSet set = SceneCache.LoadOrGenerate(_options, Path.Combine(blocked, "cache"), _notices.Add);

        AssertSame(SceneGenerator.Generate(_options), set);
        Assert.Contains("could not be kept", _notices[1], StringComparison.Ordinal);
    }

    private static void AssertSame(SceneSet expected, SceneSet actual)
    {
        Assert.Equal(expected.Rgb, actual.Rgb);
        Assert.Equal(expected.Segmentation, actual.Segmentation);
        Assert.Equal(expected.Depth, actual.Depth);
        Assert.Equal(expected.Normals, actual.Normals);
        Assert.Equal(expected.Edges, actual.Edges);
    }

    private SceneSet Load(TemporaryFolder folder) => SceneCache.LoadOrGenerate(_options, folder.Path, _notices.Add);
}
