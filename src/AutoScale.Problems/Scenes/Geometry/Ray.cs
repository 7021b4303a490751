namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>The points <c>Origin + t·Direction</c>, t > 0. The direction need not have length 1.</summary>
internal readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    /// <summary>Hits nearer than this are the surface the ray starts from.</summary>
    public const double Nearest = 1e-4;

    public Vector3 At(double t) => Origin + (Direction * t);
}
