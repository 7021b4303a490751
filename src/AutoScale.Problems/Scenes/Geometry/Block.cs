namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>A box.</summary>
internal sealed class Block : Solid
{
    public Block(Vector3 centre, Vector3 half)
    {
        Low = centre - half;
        High = centre + half;
    }

    /// <inheritdoc/>
    public override Vector3 Low { get; }

    /// <inheritdoc/>
    public override Vector3 High { get; }

    /// <inheritdoc/>
    public override double Enter(in Ray ray, out Vector3 normal)
    {
        Slab x = Slab.Cross(ray.Origin.X, ray.Direction.X, Low.X, High.X);
        Slab y = Slab.Cross(ray.Origin.Y, ray.Direction.Y, Low.Y, High.Y);
        Slab z = Slab.Cross(ray.Origin.Z, ray.Direction.Z, Low.Z, High.Z);
        double enter = Math.Max(x.Enter, Math.Max(y.Enter, z.Enter));
        double leave = Math.Min(x.Leave, Math.Min(y.Leave, z.Leave));
        normal = enter == x.Enter ? new Vector3(-Math.Sign(ray.Direction.X), 0, 0)
            : enter == y.Enter ? new Vector3(0, -Math.Sign(ray.Direction.Y), 0)
            : new Vector3(0, 0, -Math.Sign(ray.Direction.Z));
        return enter < leave && enter > Ray.Nearest ? enter : double.PositiveInfinity;
    }
}
