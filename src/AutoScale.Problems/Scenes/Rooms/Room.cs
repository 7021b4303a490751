using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>An empty box room and the things in it. x runs from -Width/2 to Width/2, y up from the floor, z from 0 to Depth.</summary>
internal sealed class Room
{
    private readonly List<Item> _items = [];

    /// <summary>Width (x), height (y) and depth (z) in metres.</summary>
    public required Vector3 Size { get; init; }

    /// <summary>The materials of left wall, right wall, floor, ceiling, front wall and back wall.</summary>
    public required Material[] Surfaces { get; init; }

    /// <summary>What stands and hangs in the room; the place in the list is the instance number.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Adds a thing.</summary>
    public void Add(Item item) => _items.Add(item);

    /// <summary>Finds the wall, floor or ceiling that a ray from inside the room meets.</summary>
    /// <param name="ray">The ray.</param>
    /// <param name="surface">Receives which: 0 left, 1 right, 2 floor, 3 ceiling, 4 front, 5 back.</param>
    /// <returns>The hit.</returns>
    public Hit HitShell(in Ray ray, out int surface)
    {
        double x = Slab.Cross(ray.Origin.X, ray.Direction.X, -Size.X / 2, Size.X / 2).Leave;
        double y = Slab.Cross(ray.Origin.Y, ray.Direction.Y, 0, Size.Y).Leave;
        double z = Slab.Cross(ray.Origin.Z, ray.Direction.Z, 0, Size.Z).Leave;
        double distance = Math.Min(x, Math.Min(y, z));
        Vector3 normal;
        if (distance == x)
        {
            surface = ray.Direction.X > 0 ? 1 : 0;
            normal = new Vector3(ray.Direction.X > 0 ? -1 : 1, 0, 0);
        }
        else if (distance == y)
        {
            surface = ray.Direction.Y > 0 ? 3 : 2;
            normal = new Vector3(0, ray.Direction.Y > 0 ? -1 : 1, 0);
        }
        else
        {
            surface = ray.Direction.Z > 0 ? 5 : 4;
            normal = new Vector3(0, 0, ray.Direction.Z > 0 ? -1 : 1);
        }

        return new Hit(distance, normal, ray.At(distance), Surfaces[surface]);
    }

    /// <summary>The class of a surface numbered as by <see cref="HitShell"/>.</summary>
    public static SceneClass ClassOf(int surface) => surface switch
    {
        2 => SceneClass.Floor,
        3 => SceneClass.Ceiling,
        _ => SceneClass.Wall,
    };
}
