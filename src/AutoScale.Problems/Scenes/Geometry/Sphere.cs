namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>A ball.</summary>
internal sealed class Sphere(Vector3 centre, double radius) : Solid
{
    /// <inheritdoc/>
    public override Vector3 Low => centre - new Vector3(radius, radius, radius);

    /// <inheritdoc/>
    public override Vector3 High => centre + new Vector3(radius, radius, radius);

    /// <inheritdoc/>
    public override double Enter(in Ray ray, out Vector3 normal)
    {
        Vector3 from = ray.Origin - centre;
        double a = Vector3.Dot(ray.Direction, ray.Direction);
        double b = Vector3.Dot(ray.Direction, from);
        double discriminant = (b * b) - (a * (Vector3.Dot(from, from) - (radius * radius)));
        double t = discriminant > 0 ? (-b - Math.Sqrt(discriminant)) / a : double.PositiveInfinity;
        if (!(t > Ray.Nearest) || double.IsInfinity(t))
        {
            normal = default;
            return double.PositiveInfinity;
        }

        normal = (from + (ray.Direction * t)) * (1 / radius);
        return t;
    }
}
