using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Draws a room and furnishes it.</summary>
internal static class RoomBuilder
{
    /// <summary>Draws one room.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <returns>The room with everything in it.</returns>
    public static Room Build(SplitMix random)
    {
        Room room = Shell(random);
        FloorPlan plan = new(random, room.Size);
        Furnisher furnisher = new(random, room, plan);
        int count = 4 + random.Below(6);
        for (int i = 0; i < count; i++)
        {
            furnisher.AddOne();
        }

        SmallThings small = new(random, room, plan);
        foreach (Top top in furnisher.Tops)
        {
            small.Cover(top);
        }

        small.HangOnWalls(random.Below(4));
        return room;
    }

    private static Room Shell(SplitMix random)
    {
        Vector3 size = new(random.Between(3.2, 6.0), random.Between(2.4, 3.1), random.Between(3.6, 7.0));
        Material wall = MaterialMaker.For(random, SceneClass.Wall);
        Material back = random.Chance(0.3) ? MaterialMaker.For(random, SceneClass.Wall) : wall;
        Material floor = MaterialMaker.For(random, SceneClass.Floor);
        Material ceiling = MaterialMaker.For(random, SceneClass.Ceiling);
        return new Room { Size = size, Surfaces = [wall, wall, floor, ceiling, wall, back] };
    }
}
