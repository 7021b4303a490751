using AutoScale.Problems.Images;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Scenes;

/// <summary>Draws what a network makes of scenes, in the colours of <see cref="ScenePalette"/>.</summary>
internal static class ScenePictures
{
    /// <summary>Draws every scene of a batch.</summary>
    /// <param name="tasks">The tasks, in the order of the batch's targets.</param>
    /// <param name="batch">The scenes.</param>
    /// <param name="predictions">What the heads made of them.</param>
    /// <returns>A sample per scene, without captions.</returns>
    public static IReadOnlyList<PredictionSample> Draw(IReadOnlyList<SceneTask> tasks, Batch batch, IReadOnlyList<Tensor> predictions)
    {
        using TensorScope scope = new();
        Layer[] layers =
        [
            Of("input", SceneTask.ToColours(batch.Input), ScenePalette.Rgb),
            .. tasks.SelectMany((task, i) => (Layer[])
            [
                Of($"{task.Name}, target", batch.Targets[i], task.Paint),
                Of($"{task.Name}, prediction", task.ToLabels(predictions[i]), task.Paint),
            ]),
        ];
        (int count, int height, int width) = ((int)batch.Input.Size(0), (int)batch.Input.Size(2), (int)batch.Input.Size(3));
        return [.. Enumerable.Range(0, count).Select(image => new PredictionSample(
            string.Empty, [.. layers.Select(layer => Paint(layer, image, count, new Picture(width, height)).ToSample(layer.Label))]))];
    }

    private static Layer Of(string label, Tensor values, PixelPainter paint) => new(label, values.To(Device.Cpu).To(ScalarType.Float32).ToArray<float>(), paint);

    private static Picture Paint(Layer layer, int image, int count, Picture picture)
    {
        int plane = picture.PixelCount;
        float[] pixel = new float[layer.Values.Length / (count * plane)];
        for (int i = 0; i < plane; i++)
        {
            for (int channel = 0; channel < pixel.Length; channel++)
            {
                pixel[channel] = layer.Values[(((image * pixel.Length) + channel) * plane) + i];
            }

            layer.Paint(pixel, picture[i]);
        }

        return picture;
    }

    /// <summary>One kind of picture for all scenes: [B, channels, H, W] or [B, H, W], row by row.</summary>
    private readonly record struct Layer(string Label, float[] Values, PixelPainter Paint);
}
