using AutoScale.Numerics;
using AutoScale.Problems.Scenes;
using AutoScale.Problems.Scenes.Rendering;

namespace AutoScale.Problems.Tests.Scenes;

public sealed class SceneGeneratorTests
{
    private static readonly SceneOptions _options = new() { TrainCount = 60, ValidationCount = 10, TestCount = 10 };
    private static readonly Lazy<SceneSet> _set = new(() => SceneGenerator.Generate(_options));

    [Fact]
    public void Generate_OneImageByItself_IsTheSameAsInTheSet()
    {
        SceneSet alone = new(1, _options.Height, _options.Width);
        new SceneRenderer(alone).Render(new SplitMix(_options.Seed, 0, 37), 0);

        int plane = _options.Height * _options.Width;
        Assert.Equal(alone.Rgb, _set.Value.Rgb.AsSpan(37 * 3 * plane, 3 * plane).ToArray());
        Assert.Equal(alone.Segmentation, _set.Value.Segmentation.AsSpan(37 * plane, plane).ToArray());
        Assert.Equal(alone.Depth, _set.Value.Depth.AsSpan(37 * plane, plane).ToArray());
        Assert.Equal(alone.Normals, _set.Value.Normals.AsSpan(37 * 3 * plane, 3 * plane).ToArray());
        Assert.Equal(alone.Edges, _set.Value.Edges.AsSpan(37 * plane, plane).ToArray());
    }

    [Fact]
    public void Generate_SmallerTrainingPart_LeavesTheTestImagesAsTheyAre()
    {
        SceneSet small = SceneGenerator.Generate(_options with { TrainCount = 2, ValidationCount = 1 });

        int image = 3 * _options.Height * _options.Width;
        Assert.Equal(small.Rgb.AsSpan(0, 2 * image).ToArray(), _set.Value.Rgb.AsSpan(0, 2 * image).ToArray());
        Assert.Equal(small.Rgb.AsSpan(3 * image).ToArray(), _set.Value.Rgb.AsSpan(70 * image).ToArray());
    }

    [Fact]
    public void Generate_OtherSeed_GivesOtherImages()
    {
        SceneSet other = SceneGenerator.Generate(_options with { Seed = 1, TrainCount = 1, ValidationCount = 1, TestCount = 1 });

        Assert.NotEqual(other.Segmentation.AsSpan(0, 5120).ToArray(), _set.Value.Segmentation.AsSpan(0, 5120).ToArray());
    }

    [Fact]
    public void Generate_ManyScenes_ShowsEveryClassAndPlausibleLabels()
    {
        SceneSet set = _set.Value;

        Assert.Equal(Enumerable.Range(0, SceneSet.ClassCount), set.Segmentation.Select(label => (int)label).Distinct().Order());
        Assert.InRange(set.Edges.Average(edge => (double)edge), 0.05, 0.10);
        Assert.InRange(set.Depth.Average(), 2.5f, 4.5f);
        Assert.InRange(set.Depth.Min(), 0.1f, 2f);
        Assert.InRange(set.Depth.Max(), 4f, 12f);
        Assert.InRange(set.Rgb.Average(value => (double)value), 80, 180);
        Assert.InRange(Share(set, SceneClass.Wall), 0.3, 0.6);
        Assert.InRange(Share(set, SceneClass.Floor), 0.1, 0.3);
    }

    [Fact]
    public void Generate_AnyPixel_HasAUnitNormal()
    {
        SceneSet set = _set.Value;
        int plane = set.Height * set.Width;
        for (int image = 0; image < set.Count; image++)
        {
            for (int i = 3 * image * plane; i < ((3 * image) + 1) * plane; i++)
            {
                double squared = Square(set.Normals[i]) + Square(set.Normals[i + plane]) + Square(set.Normals[i + (2 * plane)]);
                Assert.InRange(Math.Sqrt(squared), 126, 128);
            }
        }
    }

    [Fact]
    public void Generate_FloorAndCeiling_FaceEachOther()
    {
        SceneSet set = _set.Value;
        int plane = set.Height * set.Width;
        for (int i = 0; i < set.Segmentation.Length; i++)
        {
            sbyte up = set.Normals[(3 * (i / plane) * plane) + plane + (i % plane)];
            Assert.True(set.Segmentation[i] != (byte)SceneClass.Floor || up > 100);
            Assert.True(set.Segmentation[i] != (byte)SceneClass.Ceiling || up < -100);
        }
    }

    [Fact]
    public void Generate_NeighboursOfTwoClasses_AreAnEdge()
    {
        SceneSet set = _set.Value;
        for (int i = 0; i + 1 < set.Segmentation.Length; i++)
        {
            bool sameRow = (i + 1) % set.Width != 0;
            Assert.True(!sameRow || set.Segmentation[i] == set.Segmentation[i + 1] || set.Edges[i] == 1);
        }
    }

    [Theory]
    [InlineData(60, 80, "'height' is 60: expected a multiple of 8 from 16 to 1024")]
    [InlineData(64, 8, "'width' is 8")]
    [InlineData(1032, 80, "'height' is 1032")]
    public void Generate_InvalidSize_NamesTheOption(int height, int width, string expected)
    {
        SceneOptions options = new() { Height = height, Width = width };

        Assert.Contains(expected, Assert.Throws<ProblemException>(() => SceneGenerator.Generate(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_MoreThanAnArrayHolds_SaysHowMany()
    {
        SceneOptions options = new() { Height = 1024, Width = 1024 };

        Assert.Contains("expected at most 682", Assert.Throws<ProblemException>(() => SceneGenerator.Generate(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => SceneGenerator.Generate(_options, new CancellationToken(canceled: true)));

    private static double Share(SceneSet set, SceneClass wanted) => set.Segmentation.Average(label => label == (byte)wanted ? 1.0 : 0.0);

    private static int Square(sbyte value) => value * value;
}
