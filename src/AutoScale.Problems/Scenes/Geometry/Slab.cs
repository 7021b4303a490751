namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>Where a ray is between two parallel planes.</summary>
internal readonly record struct Slab(double Enter, double Leave)
{
    private const double Parallel = 1e-9;

    /// <summary>Crosses the planes at two coordinates of one axis.</summary>
    public static Slab Cross(double origin, double direction, double low, double high)
    {
        double inverse = 1 / (Math.Abs(direction) < Parallel ? Parallel : direction);
        double first = (low - origin) * inverse;
        double second = (high - origin) * inverse;
        return first < second ? new Slab(first, second) : new Slab(second, first);
    }

    /// <summary>Whether a ray meets a box at some t in (0, limit).</summary>
    public static bool Meets(in Ray ray, Vector3 low, Vector3 high, double limit)
    {
        Slab x = Cross(ray.Origin.X, ray.Direction.X, low.X, high.X);
        Slab y = Cross(ray.Origin.Y, ray.Direction.Y, low.Y, high.Y);
        Slab z = Cross(ray.Origin.Z, ray.Direction.Z, low.Z, high.Z);
        double enter = Math.Max(x.Enter, Math.Max(y.Enter, z.Enter));
        double leave = Math.Min(x.Leave, Math.Min(y.Leave, z.Leave));
        return enter < leave && leave > 0 && enter < limit;
    }
}
