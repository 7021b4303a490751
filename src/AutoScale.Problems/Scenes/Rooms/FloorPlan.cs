using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Finds free places for things, so that they do not stand inside each other.</summary>
internal sealed class FloorPlan
{
    private const int Tries = 12;
    private const double Gap = 0.02;

    private readonly SplitMix _random;
    private readonly Vector3 _size;
    private readonly List<Footprint> _standing = [];
    private readonly List<Footprint> _hanging = [];

    /// <summary>Creates the plan of an empty room.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="size">Width, height and depth of the room in metres.</param>
    public FloorPlan(SplitMix random, Vector3 size)
    {
        _random = random;
        _size = size;
    }

    /// <summary>Finds a place with its back to the left, right or far wall.</summary>
    /// <param name="halfWidth">Half the extent along the wall, in metres.</param>
    /// <param name="halfDepth">Half the extent away from the wall, in metres.</param>
    /// <returns>The place on the floor, or nothing where all tries were taken.</returns>
    public Placement? AgainstWall(double halfWidth, double halfDepth)
    {
        for (int i = 0; i < Tries; i++)
        {
            Placement place = AtWall(halfWidth, halfDepth);
            if (TakeAtWall(_standing, place, halfWidth, halfDepth))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Finds a place for something that hangs at the left, right or far wall, whatever stands below.</summary>
    /// <param name="halfWidth">Half the extent along the wall, in metres.</param>
    /// <returns>The place on the floor below, or nothing where all tries were taken.</returns>
    public Placement? OnWall(double halfWidth)
    {
        for (int i = 0; i < Tries; i++)
        {
            Placement place = AtWall(halfWidth, 0);
            if (TakeAtWall(_hanging, place, halfWidth, Gap))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Finds a place anywhere in the room, turned at random.</summary>
    /// <param name="reach">Half the extent in each direction, in metres.</param>
    /// <returns>The place on the floor, or nothing where all tries were taken.</returns>
    public Placement? Free(double reach)
    {
        for (int i = 0; i < Tries; i++)
        {
            double x = _random.Between(-(_size.X / 2) + 0.7, (_size.X / 2) - 0.7);
            Placement place = new(new Vector3(x, 0, _random.Between(1.6, _size.Z - 0.7)), _random.Between(-Math.PI, Math.PI));
            if (Take(_standing, place, reach, reach))
            {
                return place;
            }
        }

        return null;
    }

    private Placement AtWall(double halfWidth, double halfDepth)
    {
        int side = _random.Below(3);
        double away = halfDepth + Gap;
        if (side == 0)
        {
            double x = _random.Between(-(_size.X / 2) + halfWidth, (_size.X / 2) - halfWidth);
            return new Placement(new Vector3(x, 0, _size.Z - away), 0);
        }

        double z = _random.Between(1.2 + halfWidth, _size.Z - halfWidth);
        return side == 1
            ? new Placement(new Vector3(-(_size.X / 2) + away, 0, z), -Math.PI / 2)
            : new Placement(new Vector3((_size.X / 2) - away, 0, z), Math.PI / 2);
    }

    private static bool TakeAtWall(List<Footprint> taken, Placement place, double halfWidth, double halfDepth) =>
        place.Yaw == 0 ? Take(taken, place, halfWidth, halfDepth) : Take(taken, place, halfDepth, halfWidth);

    private static bool Take(List<Footprint> taken, Placement place, double halfX, double halfZ)
    {
        Footprint wanted = new(place.Origin.X, place.Origin.Z, halfX, halfZ);
        foreach (Footprint other in taken)
        {
            if (wanted.Overlaps(other))
            {
                return false;
            }
        }

        taken.Add(wanted);
        return true;
    }

    private readonly record struct Footprint(double X, double Z, double HalfX, double HalfZ)
    {
        public bool Overlaps(Footprint other) =>
            Math.Abs(X - other.X) < HalfX + other.HalfX && Math.Abs(Z - other.Z) < HalfZ + other.HalfZ;
    }
}
