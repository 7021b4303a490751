using AutoScale.Problems.MultiMnist;
using AutoScale.Problems.Tests.Images;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.MultiMnist;

public sealed class DigitPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();

    public DigitPicturesTests() => TinyDigits.Write(_folder.Path);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void DrawPredictions_ClassAndReconstruction_HasThePictureOfOneAndTheClassOfTheOther()
    {
        using MultiMnistProblem problem = new(_folder.Path, new() { Setting = "cl-rr" });
        Batch batch = problem.Test.Load([0, 1], Device.Cpu);
        float[] logits = new float[20];
        logits[8] = logits[10 + 3] = 1;
        float[] halves = new float[2 * 784];
        Array.Fill(halves, 0.5f);

        IReadOnlyList<PredictionSample> samples = problem.DrawPredictions(batch, [Tensor.From(logits, 2, 10), Tensor.From(halves, 2, 784)]);

        long[] labels = batch.Targets[0].ToArray<long>();
        Assert.Equal(
            [$"classify-left: target {labels[0]}, prediction 8", $"classify-left: target {labels[1]}, prediction 3"], samples.Select(sample => sample.Caption));
        Assert.Equal(["input", "reconstruct-right, target", "reconstruct-right, prediction"], samples[1].Pictures.Select(picture => picture.Label));
        Assert.All(PngFile.Decode(samples[1].Pictures[2].Png).Rgb, shade => Assert.Equal(128, shade));
        float[] digit = batch.Targets[1].ToArray<float>()[784..];
        Assert.Equal(digit.Select(value => (byte)Math.Round(255 * value)), Middles(samples[1].Pictures[1], 28));
        byte brightest = (byte)(10 * (Math.Max(labels[1], RightLabel(digit)) + 1));
        Assert.Equal(brightest, Middles(samples[1].Pictures[0], 36).Max());
    }

    private static long RightLabel(float[] digit) => (long)Math.Round((255 * digit.Max() / 10) - 1);

    /// <summary>One shade per pixel of the unscaled picture.</summary>
    private static byte[] Middles(SamplePicture picture, int side)
    {
        (byte[] rgb, int width, int height) = PngFile.Decode(picture.Png);
        int scale = width / side;
        Assert.Equal((side * scale, side * scale), (width, height));
        return [.. Enumerable.Range(0, side * side).Select(pixel => rgb[((pixel / side * scale * width) + (pixel % side * scale)) * 3])];
    }
}
