using System.Buffers;
using System.Runtime.Intrinsics;
using AutoScale.Problems.Idx;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>Two digits on one canvas: the left one at the upper left, the right one at the lower right; the brighter pixel wins.</summary>
/// <remarks>Pairs are composed as they are asked for: 36 x 36 bytes cost less to make than to keep.</remarks>
internal sealed class DigitPairs : IDataSplit
{
    /// <summary>Rows and pixels of a canvas.</summary>
    public const int CanvasSide = 36;

    /// <summary>Rows and pixels of a digit.</summary>
    public const int DigitSide = 28;

    private const int Shift = CanvasSide - DigitSide;
    private const int CanvasLength = CanvasSide * CanvasSide;
    private const int DigitLength = DigitSide * DigitSide;
    private const double InputMean = 0.1307 * 255; // mean and standard deviation of MNIST's training pixels
    private const double InputDeviation = 0.3081 * 255;

    private readonly LabelledImages _digits;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly IReadOnlyList<DigitTask> _tasks;

    /// <summary>Creates the split.</summary>
    /// <param name="digits">The single digits.</param>
    /// <param name="left">The left digit of each pair.</param>
    /// <param name="right">The right digit of each pair.</param>
    /// <param name="tasks">Which targets a batch carries, in order.</param>
    public DigitPairs(LabelledImages digits, int[] left, int[] right, IReadOnlyList<DigitTask> tasks)
    {
        _digits = digits;
        _left = left;
        _right = right;
        _tasks = tasks;
    }

    /// <inheritdoc/>
    public int Count => _left.Length;

    /// <inheritdoc/>
    public Batch Load(ReadOnlySpan<int> indices, Device device)
    {
        using TensorScope scope = new();
        Tensor input = (Compose(indices).To(device).To(ScalarType.Float32) - InputMean) * (1 / InputDeviation);
        Tensor[] targets = new Tensor[_tasks.Count];
        for (int i = 0; i < targets.Length; i++)
        {
            int[] digits = _tasks[i].IsRight ? _right : _left;
            targets[i] = scope.Keep(_tasks[i].Reconstructs ? Images(indices, digits, device) : Labels(indices, digits, device));
        }

        return new Batch(scope.Keep(input), targets);
    }

    /// <summary>The grey values, 0..1, that <see cref="Load"/> made an input of.</summary>
    public static Tensor ToGrey(Tensor input) => ((input * InputDeviation) + InputMean) * (1 / 255.0);

    private Tensor Compose(ReadOnlySpan<int> indices)
    {
        int length = indices.Length * CanvasLength;
        byte[] canvases = ArrayPool<byte>.Shared.Rent(length);
        canvases.AsSpan(0, length).Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            Span<byte> canvas = canvases.AsSpan(i * CanvasLength, CanvasLength);
            Lay(_digits.Image(_left[indices[i]]), canvas);
            Lay(_digits.Image(_right[indices[i]]), canvas[((Shift * CanvasSide) + Shift)..]);
        }

        Tensor input = Tensor.From(canvases.AsSpan(0, length), indices.Length, 1, CanvasSide, CanvasSide);
        ArrayPool<byte>.Shared.Return(canvases);
        return input;
    }

    private static void Lay(ReadOnlySpan<byte> digit, Span<byte> canvas)
    {
        for (int row = 0; row < DigitSide; row++)
        {
            ReadOnlySpan<byte> from = digit.Slice(row * DigitSide, DigitSide);
            Span<byte> to = canvas.Slice(row * CanvasSide, DigitSide);
            Brighten(from, to);

            // A row of 28 is two overlapping runs of 16; taking the maximum twice changes nothing.
            Brighten(from[(DigitSide - Vector128<byte>.Count)..], to[(DigitSide - Vector128<byte>.Count)..]);
        }
    }

    private static void Brighten(ReadOnlySpan<byte> from, Span<byte> to) =>
        Vector128.Max(Vector128.Create(from), Vector128.Create((ReadOnlySpan<byte>)to)).CopyTo(to);

    private Tensor Images(ReadOnlySpan<int> indices, int[] digits, Device device)
    {
        int length = indices.Length * DigitLength;
        byte[] images = ArrayPool<byte>.Shared.Rent(length);
        for (int i = 0; i < indices.Length; i++)
        {
            _digits.Image(digits[indices[i]]).CopyTo(images.AsSpan(i * DigitLength));
        }

        Tensor target = Tensor.From(images.AsSpan(0, length), indices.Length, DigitLength);
        ArrayPool<byte>.Shared.Return(images);
        return target.To(device).To(ScalarType.Float32) * (1 / 255.0);
    }

    private Tensor Labels(ReadOnlySpan<int> indices, int[] digits, Device device)
    {
        long[] labels = new long[indices.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = _digits.Labels[digits[indices[i]]];
        }

        return Tensor.From(labels, labels.Length).To(device);
    }
}
