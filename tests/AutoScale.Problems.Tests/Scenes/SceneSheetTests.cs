using AutoScale.Problems.Scenes;

namespace AutoScale.Problems.Tests.Scenes;

public sealed class SceneSheetTests
{
    [Fact]
    public void Draw_OneScene_ShowsItsLabelsBelowItsColours()
    {
        SceneSet set = new(1, 1, 2);
        (set.Rgb[0], set.Rgb[2], set.Rgb[4]) = (10, 20, 30);
        set.Depth[1] = 3.5f;
        set.Normals[3] = 127;
        set.Edges[0] = 1;

        (byte[] rgb, int width, int height) = SceneSheet.Draw(set, [0]);

        Assert.Equal((2, 13), (width, height)); // five rows of one pixel, two pixels apart
        Assert.Equal([10, 20, 30], rgb[..3]);
        Assert.Equal(127, Pixel(6, 1)[0]); // half of seven metres
        Assert.Equal([128, 255, 128], Pixel(9, 1)); // straight up
        Assert.Equal((20, 255), (Pixel(12, 0)[0], Pixel(12, 1)[0]));

        byte[] Pixel(int row, int column) => rgb[(((row * width) + column) * 3)..][..3];
    }

    [Fact]
    public void Draw_TwoScenesTwiceAsLarge_HasRoomForBoth()
    {
        (byte[] rgb, int width, int height) = SceneSheet.Draw(new SceneSet(3, 4, 5), [0, 2], scale: 2);

        Assert.Equal((22, 48), (width, height));
        Assert.Equal(22 * 48 * 3, rgb.Length);
    }
}
