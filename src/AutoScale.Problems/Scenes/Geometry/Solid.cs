namespace AutoScale.Problems.Scenes.Geometry;

/// <summary>A convex body, axis-aligned in the frame of the item it belongs to.</summary>
internal abstract class Solid
{
    /// <summary>The corner of the bounding box with the smallest coordinates, in metres.</summary>
    public abstract Vector3 Low { get; }

    /// <summary>The corner of the bounding box with the largest coordinates, in metres.</summary>
    public abstract Vector3 High { get; }

    /// <summary>Finds where a ray from outside enters.</summary>
    /// <param name="ray">The ray, in the item's frame.</param>
    /// <param name="normal">Receives the outward unit normal there; undefined where the ray misses.</param>
    /// <returns>t of the entry, or infinity.</returns>
    public abstract double Enter(in Ray ray, out Vector3 normal);
}
