using AutoScale.Torch;

namespace AutoScale.Training.Methods;

/// <summary>A network whose heads each read the shared representation through rotations of their own.</summary>
/// <remarks>
/// Head k reads Rₖ·z instead of z, with one rotation for each tensor of the representation. A rotation turns the features at each place of [B, C, ...] (a
/// dense tensor's channels); features beyond the size rotated go through as they are. Rotations are buffers: saved and loaded with the network, and not learned by its optimizer.
/// Kept in double precision, so that products of many small turns stay orthogonal.
/// </remarks>
internal sealed class RotatedModel : MultiTaskModel
{
    private readonly MultiTaskModel _network;
    private readonly Tensor[][] _rotations;

    /// <summary>Wraps a network; every rotation is the identity at first.</summary>
    /// <param name="network">The network; owned from now on.</param>
    /// <param name="sizes">How many features of each tensor of the representation to rotate.</param>
    /// <param name="taskCount">K.</param>
    /// <param name="device">Where the network is.</param>
    public RotatedModel(MultiTaskModel network, IReadOnlyList<long> sizes, int taskCount, Device device)
    {
        _network = Register("network", network);
        _rotations = [.. Enumerable.Range(0, taskCount).Select(task => sizes.Select((size, stage) =>
            RegisterBuffer($"rotation{task}-{stage}", Identity(size).To(device))).ToArray())];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> SharedParameters => _network.SharedParameters;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LastSharedParameters => _network.LastSharedParameters;

    /// <summary>The rotations: for each task one [m, m] for each tensor of the representation.</summary>
    public IReadOnlyList<IReadOnlyList<Tensor>> Rotations => _rotations;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> TaskParameters(int task) => _network.TaskParameters(task);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(Tensor input) => _network.Encode(input);

    /// <inheritdoc/>
    public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) =>
        _network.Decode(task, [.. representation.Select((part, stage) => Rotate(part, _rotations[task][stage]))]);

    /// <summary>R ← R·exp(A): turns a rotation along a geodesic.</summary>
    /// <param name="rotation">One of <see cref="Rotations"/>.</param>
    /// <param name="generator">A, skew-symmetric, [m, m].</param>
    public static void Turn(Tensor rotation, Tensor generator) => rotation.CopyFrom(rotation.MatMul(generator.MatrixExponential()));

    private static Tensor Rotate(Tensor part, Tensor rotation)
    {
        long[] shape = part.Shape;
        long size = rotation.Size(0), rest = shape[1] - size;
        Tensor turned = rotation.To(part.ScalarType).MatMul(part.Narrow(1, 0, size).Reshape(shape[0], size, -1)).Reshape([shape[0], size, .. shape[2..]]);
        return rest == 0 ? turned : Tensor.Cat([turned, part.Narrow(1, size, rest)], 1);
    }

    private static Tensor Identity(long size)
    {
        double[] entries = new double[size * size];
        for (long i = 0; i < size; i++)
        {
            entries[i * (size + 1)] = 1;
        }

        return Tensor.From(entries, size, size);
    }
}
