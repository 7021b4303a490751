using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Puts books and objects on flat tops, and pictures and windows on walls.</summary>
internal sealed class SmallThings(SplitMix random, Room room, FloorPlan plan)
{
    /// <summary>Puts up to three things on a top.</summary>
    /// <param name="top">The top.</param>
    public void Cover(Top top)
    {
        int count = random.Below(4);
        for (int i = 0; i < count; i++)
        {
            double x = random.Between(-0.8, 0.8) * top.HalfWidth;
            double z = random.Between(-0.8, 0.8) * top.HalfDepth;
            Placement place = new(top.Placement.Out(new(x, top.Height, z)), random.Between(0, 3));
            double kind = random.NextFraction();
            room.Add(kind < 0.4 ? Books(place) : kind < 0.6 ? Ball(place) : kind < 0.85 ? Vase(place) : Lamp(place));
        }
    }

    /// <summary>Hangs pictures and windows.</summary>
    /// <param name="count">How many.</param>
    public void HangOnWalls(int count)
    {
        for (int i = 0; i < count; i++)
        {
            bool picture = random.Chance(0.55);
            double half = picture ? random.Between(0.2, 0.5) : random.Between(0.4, 0.9);
            double tall = picture ? random.Between(0.2, 0.4) : random.Between(0.4, 0.65);
            double height = random.Between(1.35, 1.75);
            if (plan.OnWall(half) is Placement below)
            {
                Placement place = new(below.Out(new(0, height, 0)), below.Yaw);
                room.Add(picture ? Picture(place, half, tall) : Window(place, half, tall));
            }
        }
    }

    private Item Books(Placement place)
    {
        double tall = random.Between(0.03, 0.14);
        Vector3 half = new(random.Between(0.08, 0.16), tall, random.Between(0.06, 0.13));
        return new Item(SceneClass.Books, place).Add(MaterialMaker.For(random, SceneClass.Books), new(0, tall, 0), half);
    }

    private Item Ball(Placement place)
    {
        double radius = random.Between(0.05, 0.14);
        return new Item(SceneClass.Objects, place)
            .Add(MaterialMaker.For(random, SceneClass.Objects), new Sphere(new(0, radius, 0), radius));
    }

    private Item Vase(Placement place)
    {
        double tall = random.Between(0.06, 0.18);
        return new Item(SceneClass.Objects, place)
            .Add(MaterialMaker.For(random, SceneClass.Objects), new Cylinder(new(0, tall, 0), random.Between(0.04, 0.1), tall));
    }

    private Item Lamp(Placement place)
    {
        Material material = MaterialMaker.For(random, SceneClass.Objects);
        double tall = random.Between(0.12, 0.2);
        return new Item(SceneClass.Objects, place)
            .Add(material, new Cylinder(new(0, tall, 0), 0.02, tall))
            .Add(material, new Cylinder(new(0, 0.015, 0), 0.07, 0.015))
            .Add(material with { Emission = 0.25 }, new Cylinder(new(0, (2 * tall) + 0.06, 0), 0.1, 0.08));
    }

    private Item Picture(Placement place, double half, double tall)
    {
        Material canvas = MaterialMaker.For(random, SceneClass.Picture);
        Material frame = canvas with { Pattern = Pattern.Waves, Colour = canvas.Colour * random.Between(0.3, 1.2) };
        return new Item(SceneClass.Picture, place)
            .Add(frame, default, new(half, tall, 0.015))
            .Add(canvas, new(0, 0, -0.01), new(half * 0.86, tall * 0.86, 0.01));
    }

    private Item Window(Placement place, double half, double tall)
    {
        Material pane = MaterialMaker.For(random, SceneClass.Window);
        Material frame = pane with { Pattern = Pattern.Waves, Emission = 0 };
        return new Item(SceneClass.Window, place)
            .Add(frame, default, new(half, tall, 0.012))
            .Add(pane, new(-half / 2, 0, -0.01), new((half / 2) - 0.04, tall - 0.06, 0.006))
            .Add(pane, new(half / 2, 0, -0.01), new((half / 2) - 0.04, tall - 0.06, 0.006));
    }
}
