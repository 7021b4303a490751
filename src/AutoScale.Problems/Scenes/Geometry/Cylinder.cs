namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>An upright cylinder with flat ends.</summary>
internal sealed class Cylinder(Vector3 centre, double radius, double halfHeight) : Solid
{
    private const double Parallel = 1e-9;

    /// <inheritdoc/>
    public override Vector3 Low => centre - new Vector3(radius, halfHeight, radius);

    /// <inheritdoc/>
    public override Vector3 High => centre + new Vector3(radius, halfHeight, radius);

    /// <inheritdoc/>
    public override double Enter(in Ray ray, out Vector3 normal)
    {
        Vector3 from = ray.Origin - centre;
        double side = EnterSide(from, ray.Direction);
        double end = EnterEnd(from, ray.Direction);
        double t = Math.Min(side, end);
        Vector3 point = from + (ray.Direction * (double.IsInfinity(t) ? 0 : t));
        normal = end < side ? new Vector3(0, -Math.Sign(ray.Direction.Y), 0) : new Vector3(point.X / radius, 0, point.Z / radius);
        return t;
    }

    private double EnterSide(Vector3 from, Vector3 direction)
    {
        double a = (direction.X * direction.X) + (direction.Z * direction.Z) + 1e-12; // a vertical ray has a = 0
        double b = (direction.X * from.X) + (direction.Z * from.Z);
        double discriminant = (b * b) - (a * ((from.X * from.X) + (from.Z * from.Z) - (radius * radius)));
        double t = discriminant > 0 ? (-b - Math.Sqrt(discriminant)) / a : double.PositiveInfinity;
        return t > Ray.Nearest && Math.Abs(from.Y + (t * direction.Y)) <= halfHeight ? t : double.PositiveInfinity;
    }

    private double EnterEnd(Vector3 from, Vector3 direction)
    {
        double steep = Math.Abs(direction.Y) < Parallel ? Parallel : direction.Y;
        double t = ((-Math.Sign(steep) * halfHeight) - from.Y) / steep;
        double x = from.X + (t * direction.X);
        double z = from.Z + (t * direction.Z);
        return t > Ray.Nearest && (x * x) + (z * z) <= radius * radius ? t : double.PositiveInfinity;
    }
}
