using AutoScale.Problems.Images;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>Draws what a network makes of pairs of digits: pictures of the reconstructed ones, the classes of the others in words.</summary>
internal static class DigitPictures
{
    /// <summary>Draws every pair of a batch.</summary>
    /// <param name="tasks">The tasks, in the order of the batch's targets.</param>
    /// <param name="batch">The pairs.</param>
    /// <param name="predictions">What the heads made of them.</param>
    /// <returns>A sample per pair.</returns>
    public static IReadOnlyList<PredictionSample> Draw(IReadOnlyList<DigitTask> tasks, Batch batch, IReadOnlyList<Tensor> predictions)
    {
        using TensorScope scope = new();
        return [.. Enumerable.Range(0, (int)batch.Input.Size(0)).Select(pair =>
        {
            List<string> words = [];
            List<SamplePicture> pictures = [Grey(DigitPairs.ToGrey(batch.Input).Select(0, pair), DigitPairs.CanvasSide).ToSample("input")];
            for (int i = 0; i < tasks.Count; i++)
            {
                (Tensor target, Tensor prediction) = (batch.Targets[i].Select(0, pair), predictions[i].Select(0, pair));
                if (tasks[i].Reconstructs)
                {
                    pictures.Add(Grey(target, DigitPairs.DigitSide).ToSample($"{tasks[i].Name}, target"));
                    pictures.Add(Grey(prediction, DigitPairs.DigitSide).ToSample($"{tasks[i].Name}, prediction"));
                }
                else
                {
                    words.Add($"{tasks[i].Name}: target {(int)target.Item()}, prediction {(int)prediction.ArgMax(0).Item()}");
                }
            }

            return new PredictionSample(string.Join("; ", words), pictures);
        })];
    }

    private static Picture Grey(Tensor shades, int side) => Picture.Grey(shades.To(Device.Cpu).ToArray<float>(), side);
}
