using AutoScale.Problems.Scenes;
using AutoScale.Problems.Tests.Images;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.Scenes;

public sealed class ScenePicturesTests : IDisposable
{
    private static readonly SceneOptions _options = new() { Height = 16, Width = 24, TrainCount = 2, ValidationCount = 1, TestCount = 2 };

    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void DrawPredictions_TwoScenes_ShowsTargetsAsTheSheetDoes()
    {
        using ScenesProblem problem = new(_options, [], _folder.Path);
        Batch batch = problem.Test.Load([0, 1], Device.Cpu);
        Tensor[] predictions = [Tensor.Zeros([2, 13, 16, 24]), Tensor.Zeros([2, 1, 16, 24]), Tensor.Zeros([2, 3, 16, 24]), Tensor.Zeros([2, 1, 16, 24])];

        IReadOnlyList<PredictionSample> samples = problem.DrawPredictions(batch, predictions);

        Assert.Equal(["", ""], samples.Select(sample => sample.Caption));
        string[] tasks = ["segmentation", "depth", "normals", "edges"];
        Assert.Equal(["input", .. tasks.SelectMany(task => (string[])[$"{task}, target", $"{task}, prediction"])], samples[1].Pictures.Select(picture => picture.Label));
        (byte[] sheet, int width, _) = SceneSheet.Draw(SceneGenerator.Generate(_options), [4], scale: 6); // the second test scene, 6 · 24 pixels wide
        Assert.Equal(144, width);
        int[] targets = [0, 1, 3, 5, 7];
        for (int row = 0; row < targets.Length; row++)
        {
            byte[] expected = sheet.AsSpan(row * ((16 * 6) + 2) * width * 3, 16 * 6 * width * 3).ToArray();
            Assert.Equal(expected, PngFile.Decode(samples[1].Pictures[targets[row]].Png).Rgb);
        }
    }

    [Fact]
    public void DrawPredictions_KnownOutputs_ShowsTheirClassDepthNormalAndProbability()
    {
        using ScenesProblem problem = new(_options, [], _folder.Path);
        Batch batch = problem.Test.Load([0], Device.Cpu);
        float[] logits = new float[13 * 16 * 24];
        logits.AsSpan(10 * 16 * 24, 16 * 24).Fill(3); // television everywhere
        float[] normals = new float[3 * 16 * 24];
        normals.AsSpan(2 * 16 * 24).Fill(-1); // facing the camera
        Tensor[] predictions =
        [
            Tensor.From(logits, 1, 13, 16, 24), Tensor.Ones([1, 1, 16, 24]) * 3.5, Tensor.From(normals, 1, 3, 16, 24), Tensor.Ones([1, 1, 16, 24]) * Math.Log(3),
        ];

        IReadOnlyList<SamplePicture> pictures = problem.DrawPredictions(batch, predictions)[0].Pictures;

        Assert.Equal([20, 20, 30], FirstPixel(2));
        Assert.Equal([127, 127, 127], FirstPixel(4)); // half of seven metres
        Assert.Equal([128, 128, 255], FirstPixel(6));
        Assert.Equal([79, 79, 79], FirstPixel(8)); // a probability of three quarters: 255 − 0.75·235 = 78.75

        byte[] FirstPixel(int picture) => PngFile.Decode(pictures[picture].Png).Rgb[..3];
    }

    [Fact]
    public void DrawPredictions_OneTask_ShowsItAlone()
    {
        using ScenesProblem problem = new(_options, ["depth"], _folder.Path);

        IReadOnlyList<PredictionSample> samples = problem.DrawPredictions(problem.Test.Load([0], Device.Cpu), [Tensor.Zeros([1, 1, 16, 24])]);

        Assert.Equal(["input", "depth, target", "depth, prediction"], samples.Single().Pictures.Select(picture => picture.Label));
    }
}
