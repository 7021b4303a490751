using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Draws beds, chairs, cabinets, shelves, sofas, tables, televisions and large objects, and puts them into the room.</summary>
internal sealed class Furnisher
{
    private readonly SplitMix _random;
    private readonly Room _room;
    private readonly FloorPlan _plan;
    private readonly List<Top> _tops = [];
    private readonly (double Share, Action Add)[] _kinds;

    /// <summary>Creates a furnisher for one room.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="room">Receives the furniture.</param>
    /// <param name="plan">Knows what is free.</param>
    public Furnisher(SplitMix random, Room room, FloorPlan plan)
    {
        _random = random;
        _room = room;
        _plan = plan;
        _kinds =
        [
            (0.11, AddBed), (0.22, AddChair), (0.13, AddCabinet), (0.09, AddBookcase), (0.13, AddSofa), (0.17, AddTable), (0.09, AddObject),
            (0.06, AddTelevision),
        ];
    }

    /// <summary>The tops of what was added, for small things.</summary>
    public IReadOnlyList<Top> Tops => _tops;

    /// <summary>Draws one piece and adds it if there is room for it.</summary>
    public void AddOne()
    {
        double draw = _random.NextFraction();
        foreach ((double share, Action add) in _kinds)
        {
            draw -= share;
            if (draw < 0)
            {
                add();
                return;
            }
        }
    }

    private void AddBed()
    {
        double half = _random.Between(0.5, 0.9);
        double depth = _random.Between(0.9, 1.05);
        double height = _random.Between(0.35, 0.6);
        if (_plan.AgainstWall(half, depth) is not Placement place)
        {
            return;
        }

        Material frame = MaterialMaker.For(_random, SceneClass.Bed);
        Material sheet = MaterialMaker.For(_random, SceneClass.Bed);
        Material pillow = MaterialMaker.For(_random, SceneClass.Bed);
        Item bed = new(SceneClass.Bed, place);
        bed.Add(frame, new(0, height * 0.3, 0), new(half, height * 0.3, depth));
        bed.Add(sheet, new(0, height * 0.8, 0), new(half - 0.02, height * 0.2, depth - 0.02));
        bed.Add(frame, new(0, 0.45, depth - 0.04), new(half, 0.45, 0.04));
        bed.Add(pillow, new(-half / 2, height + 0.06, depth - 0.35), new(0.4 * half, 0.08, 0.18));
        bed.Add(pillow, new(half / 2, height + 0.06, depth - 0.35), new(0.4 * half, 0.08, 0.18));
        _room.Add(bed);
    }

    private void AddChair()
    {
        if (_plan.Free(0.3) is Placement place)
        {
            AddChairAt(place);
        }
    }

    private void AddChairAt(Placement place)
    {
        double half = _random.Between(0.2, 0.28);
        double seat = _random.Between(0.4, 0.5);
        double back = _random.Between(0.35, 0.55);
        Material material = MaterialMaker.For(_random, SceneClass.Chair);
        Item chair = new(SceneClass.Chair, place);
        chair.Add(material, new(0, seat, 0), new(half, 0.04, half));
        chair.Add(material, new(0, seat + (back / 2), half), new(half, back / 2, 0.03));
        if (_random.Chance(0.3))
        {
            chair.Add(material, new Cylinder(new(0, seat / 2, 0), 0.05, seat / 2));
            chair.Add(material, new Cylinder(new(0, 0.03, 0), half, 0.03));
        }
        else
        {
            AddLegs(chair, material, new(half - 0.03, seat, half - 0.03), 0.025);
        }

        _room.Add(chair);
    }

    private void AddCabinet()
    {
        double half = _random.Between(0.3, 0.9);
        double depth = _random.Between(0.2, 0.35);
        double height = _random.Chance(0.5) ? _random.Between(0.6, 1.1) : _random.Between(1.5, 2.2);
        if (_plan.AgainstWall(half, depth) is not Placement place)
        {
            return;
        }

        Material material = MaterialMaker.For(_random, SceneClass.Furniture);
        Material door = material with { Colour = material.Colour * _random.Between(0.75, 1.25) };
        Item cabinet = new(SceneClass.Furniture, place);
        cabinet.Add(material, new(0, height / 2, 0), new(half, height / 2, depth));
        int doors = 1 + _random.Below(3);
        double width = half / doors;
        for (int i = 0; i < doors; i++)
        {
            cabinet.Add(door, new(-half + (width * ((2 * i) + 1)), height / 2, -depth), new(width - 0.02, (height / 2) - 0.05, 0.006));
        }

        _room.Add(cabinet);
        if (height < 1.2)
        {
            _tops.Add(new Top(place, half, depth, height));
        }
    }

    private void AddBookcase()
    {
        double half = _random.Between(0.35, 0.7);
        int shelves = 2 + _random.Below(4);
        double pitch = _random.Between(0.3, 0.4);
        const double Depth = 0.17;
        if (_plan.AgainstWall(half, Depth) is not Placement place)
        {
            return;
        }

        double height = shelves * pitch;
        Material wood = MaterialMaker.For(_random, SceneClass.Furniture);
        Item shelf = new(SceneClass.Furniture, place);
        shelf.Add(wood, new(0, height / 2, Depth), new(half, height / 2, 0.02));
        shelf.Add(wood, new(-half, height / 2, 0), new(0.025, height / 2, Depth));
        shelf.Add(wood, new(half, height / 2, 0), new(0.025, height / 2, Depth));
        for (int i = 0; i <= shelves; i++)
        {
            shelf.Add(wood, new(0, i * pitch, 0), new(half, 0.02, Depth));
        }

        _room.Add(shelf);
        for (int i = 0; i < shelves; i++)
        {
            double filled = _random.Between(0.2, 0.95) * half;
            double tall = _random.Between(0.22, 0.28) / 2;
            Item row = new(SceneClass.Books, new Placement(place.Out(new(0, (i * pitch) + 0.02, 0)), place.Yaw));
            row.Add(MaterialMaker.For(_random, SceneClass.Books), new(filled - half + 0.02, tall, 0.02), new(filled, tall, Depth - 0.04));
            _room.Add(row);
        }
    }

    private void AddSofa()
    {
        double half = _random.Between(0.6, 1.1);
        double depth = _random.Between(0.38, 0.5);
        double seat = _random.Between(0.35, 0.48);
        Placement? found = _random.Chance(0.7) ? _plan.AgainstWall(half, depth) : _plan.Free((half + depth) / 2);
        if (found is not Placement place)
        {
            return;
        }

        Material material = MaterialMaker.For(_random, SceneClass.Sofa);
        Material cushion = material with { Colour = material.Colour * _random.Between(0.8, 1.25) };
        Item sofa = new(SceneClass.Sofa, place);
        sofa.Add(material, new(0, seat / 2, 0), new(half, seat / 2, depth));
        sofa.Add(material, new(0, seat + 0.2, depth - 0.1), new(half, 0.22, 0.12));
        sofa.Add(material, new(-half + 0.08, seat + 0.1, 0), new(0.09, 0.12, depth));
        sofa.Add(material, new(half - 0.08, seat + 0.1, 0), new(0.09, 0.12, depth));
        int cushions = 1 + _random.Below(3);
        double width = (half - 0.17) / cushions;
        for (int i = 0; i < cushions; i++)
        {
            double x = -half + 0.17 + (width * ((2 * i) + 1));
            sofa.Add(cushion, new(x, seat + 0.04, -0.1), new(width - 0.015, 0.05, depth - 0.11));
        }

        _room.Add(sofa);
    }

    private void AddTable()
    {
        double height = _random.Between(0.42, 0.8);
        double half = _random.Between(0.4, 0.85);
        double depth = _random.Between(0.3, 0.5);
        bool round = _random.Chance(0.35);
        Placement? found = _random.Chance(0.3) ? _plan.AgainstWall(half, depth) : _plan.Free((half + depth) / 2);
        if (found is not Placement place)
        {
            return;
        }

        Material material = MaterialMaker.For(_random, SceneClass.Table);
        Item table = new(SceneClass.Table, place);
        if (round)
        {
            half = depth = _random.Between(0.35, 0.65);
            table.Add(material, new Cylinder(new(0, height, 0), half, 0.03));
            table.Add(material, new Cylinder(new(0, height / 2, 0), 0.06, height / 2));
            table.Add(material, new Cylinder(new(0, 0.03, 0), half / 2, 0.03));
        }
        else
        {
            table.Add(material, new(0, height, 0), new(half, 0.03, depth));
            AddLegs(table, material, new(half - 0.05, height, depth - 0.05), 0.035);
        }

        _room.Add(table);
        double usable = round ? 0.65 : 1;
        _tops.Add(new Top(place, half * usable, depth * usable, height + 0.03));
        if (height > 0.62 && _random.Chance(0.6))
        {
            // A chair drawn up to the near side, facing the table.
            AddChairAt(new Placement(place.Out(new(_random.Between(-0.2, 0.2), 0, -depth - 0.12)), place.Yaw + Math.PI));
        }
    }

    private void AddTelevision()
    {
        double half = _random.Between(0.35, 0.65);
        double tall = half * 0.58;
        if (_plan.AgainstWall(half, 0.25) is not Placement place)
        {
            return;
        }

        Material material = MaterialMaker.For(_random, SceneClass.Television);
        double height = _random.Between(0.4, 0.6);
        bool standing = _random.Chance(0.6);
        if (standing)
        {
            Item bench = new(SceneClass.Furniture, place);
            bench.Add(MaterialMaker.For(_random, SceneClass.Furniture), new(0, height / 2, 0), new(half + 0.15, height / 2, 0.22));
            _room.Add(bench);
        }

        double centre = standing ? height + tall + 0.06 : _random.Between(1.1, 1.5);
        Item screen = new(SceneClass.Television, new Placement(place.Out(new(0, centre, standing ? 0.05 : 0.2)), place.Yaw));
        screen.Add(material, new(0, 0, 0), new(half, tall, 0.03));
        screen.Add(material with { Pattern = Pattern.Waves }, new(0, -tall - 0.03, 0.02), new(standing ? 0.12 : 0.02, 0.03, 0.02));
        _room.Add(screen);
    }

    private void AddObject()
    {
        double radius = _random.Between(0.12, 0.3);
        if (_plan.Free(radius) is not Placement place)
        {
            return;
        }

        Material material = MaterialMaker.For(_random, SceneClass.Objects);
        double height = _random.Between(0.1, 0.35);
        Item thing = new(SceneClass.Objects, place);
        _room.Add(_random.Below(3) switch
        {
            0 => thing.Add(material, new Sphere(new(0, radius, 0), radius)),
            1 => thing.Add(material, new Cylinder(new(0, height, 0), radius * 0.8, height)),
            _ => thing.Add(material, new(0, height, 0), new(radius, height, radius * 0.8)),
        });
    }

    private static void AddLegs(Item item, Material material, Vector3 corner, double half)
    {
        foreach (int x in (ReadOnlySpan<int>)[-1, 1])
        {
            foreach (int z in (ReadOnlySpan<int>)[-1, 1])
            {
                item.Add(material, new(x * corner.X, corner.Y / 2, z * corner.Z), new(half, corner.Y / 2, half));
            }
        }
    }
}
