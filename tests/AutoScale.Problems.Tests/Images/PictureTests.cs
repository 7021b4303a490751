using AutoScale.Problems.Images;
using AutoScale.Runs;

namespace AutoScale.Problems.Tests.Images;

public sealed class PictureTests
{
    [Fact]
    public void ToSample_SmallPicture_IsScaledUpByTheFirstWholeFactorThatIsWideEnough()
    {
        Picture picture = Picture.Grey([0, 1, 0.5f, 2, -1, float.NaN], width: 3);

        SamplePicture sample = picture.ToSample("digit");
        (byte[] rgb, int width, int height) = PngFile.Decode(sample.Png);

        Assert.Equal(("digit", 141, 94), (sample.Label, width, height)); // 47 screen pixels per pixel
        byte[] middles = [.. Enumerable.Range(0, 6).Select(pixel => rgb[((((pixel / 3 * 47) + 23) * width) + (pixel % 3 * 47) + 23) * 3])];
        Assert.Equal([0, 255, 128, 255, 0, 0], middles);
    }

    [Fact]
    public void ToSample_LargePicture_KeepsItsSize()
    {
        (byte[] rgb, int width, int height) = PngFile.Decode(new Picture(150, 2).ToSample("input").Png);

        Assert.Equal((150, 2, 900), (width, height, rgb.Length));
    }
}
