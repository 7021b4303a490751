using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>One thing in the room: solids that share a class, an instance number and a frame.</summary>
internal sealed class Item
{
    private readonly List<Part> _parts = [];
    private Vector3 _low = new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
    private Vector3 _high = new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Creates an item without solids.</summary>
    /// <param name="thing">Its class.</param>
    /// <param name="placement">Where it stands.</param>
    public Item(SceneClass thing, Placement placement)
    {
        Class = thing;
        Placement = placement;
    }

    /// <summary>Its class.</summary>
    public SceneClass Class { get; }

    /// <summary>Where it stands.</summary>
    public Placement Placement { get; }

    /// <summary>Adds a box.</summary>
    public Item Add(Material material, Vector3 centre, Vector3 half) => Add(material, new Block(centre, half));

    /// <summary>Adds a solid.</summary>
    public Item Add(Material material, Solid solid)
    {
        _parts.Add(new Part(solid, material));
        _low = new Vector3(Math.Min(_low.X, solid.Low.X), Math.Min(_low.Y, solid.Low.Y), Math.Min(_low.Z, solid.Low.Z));
        _high = new Vector3(Math.Max(_high.X, solid.High.X), Math.Max(_high.Y, solid.High.Y), Math.Max(_high.Z, solid.High.Z));
        return this;
    }

    /// <summary>Finds the nearest of the item's surfaces.</summary>
    /// <param name="ray">The ray, in the room.</param>
    /// <param name="nearest">The nearest hit so far; replaced by a nearer one.</param>
    /// <returns>Whether there was a nearer one.</returns>
    public bool Hit(in Ray ray, ref Hit nearest)
    {
        Ray local = Enter(ray);
        if (!Slab.Meets(local, _low, _high, nearest.Distance))
        {
            return false;
        }

        bool found = false;
        foreach (Part part in _parts)
        {
            double distance = part.Solid.Enter(local, out Vector3 normal);
            if (distance < nearest.Distance)
            {
                nearest = new Hit(distance, normal, local.At(distance), part.Material);
                found = true;
            }
        }

        nearest = found ? nearest with { Normal = Placement.TurnOut(nearest.Normal) } : nearest;
        return found;
    }

    /// <summary>Tells whether the item stands between the start of a ray and its point at t = 1.</summary>
    public bool Shades(in Ray ray)
    {
        Ray local = Enter(ray);
        if (!Slab.Meets(local, _low, _high, 1))
        {
            return false;
        }

        foreach (Part part in _parts)
        {
            if (part.Solid.Enter(local, out _) < 1)
            {
                return true;
            }
        }

        return false;
    }

    private Ray Enter(in Ray ray) => new(Placement.TurnIn(ray.Origin - Placement.Origin), Placement.TurnIn(ray.Direction));

    private readonly record struct Part(Solid Solid, Material Material);
}
