using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Where an item stands and how it is turned: its own +z axis points to its back.</summary>
internal readonly struct Placement
{
    private readonly double _cosine;
    private readonly double _sine;

    /// <summary>Places an item.</summary>
    /// <param name="origin">Its origin in the room, in metres.</param>
    /// <param name="yaw">Its turn about the vertical axis, in radians.</param>
    public Placement(Vector3 origin, double yaw)
    {
        Origin = origin;
        Yaw = yaw;
        _cosine = Math.Cos(yaw);
        _sine = Math.Sin(yaw);
    }

    /// <summary>The item's origin in the room, in metres.</summary>
    public Vector3 Origin { get; }

    /// <summary>The turn about the vertical axis, in radians.</summary>
    public double Yaw { get; }

    /// <summary>A direction of the room, seen from the item.</summary>
    public Vector3 TurnIn(Vector3 direction) =>
        new((_cosine * direction.X) - (_sine * direction.Z), direction.Y, (_sine * direction.X) + (_cosine * direction.Z));

    /// <summary>A direction of the item, seen from the room.</summary>
    public Vector3 TurnOut(Vector3 direction) =>
        new((_cosine * direction.X) + (_sine * direction.Z), direction.Y, (_cosine * direction.Z) - (_sine * direction.X));

    /// <summary>A point of the item, seen from the room.</summary>
    public Vector3 Out(Vector3 point) => Origin + TurnOut(point);
}
