using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;
using AutoScale.Problems.Scenes.Rooms;

namespace AutoScale.Problems.Scenes.Rendering;

/// <summary>One lamp below the ceiling that casts shadows, light from everywhere, and the exposure and noise of the sensor.</summary>
internal sealed class Lighting
{
    private const int ToneSteps = 4096;
    private static readonly double[] _tone = CreateTone();

    private readonly Room _room;
    private readonly Vector3 _lamp;
    private readonly Vector3 _gain;
    private readonly double _ambient;
    private readonly double _direct;
    private readonly double _noise;

    /// <summary>Draws the lighting.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="room">The room to light.</param>
    public Lighting(SplitMix random, Room room)
    {
        _room = room;
        Vector3 size = room.Size;
        _lamp = new Vector3(random.Between(-0.35, 0.35) * size.X, size.Y - 0.15, random.Between(0.2, 0.8) * size.Z);
        _ambient = random.Between(0.25, 0.5);
        _direct = random.Between(0.5, 1.0);
        double exposure = random.Between(0.75, 1.25);
        _gain = new Vector3(exposure, exposure * random.Between(0.9, 1.0), exposure * random.Between(0.75, 1.0));
        _noise = random.Between(0.01, 0.035);
    }

    /// <summary>The colour a pixel takes, without noise.</summary>
    /// <param name="hit">The surface seen.</param>
    /// <param name="point">Where it is in the room, in metres.</param>
    /// <returns>Red, green and blue in 0..1, gamma included.</returns>
    public Vector3 Shade(in Hit hit, Vector3 point)
    {
        Material material = hit.Material;
        double light = (_ambient * (0.8 + (0.2 * hit.Normal.Y)) * Openness(point)) + (_direct * Direct(hit.Normal, point));
        Vector3 colour = material.Albedo(hit.Local) * (light + material.Emission);
        return new Vector3(Tone(colour.X * _gain.X), Tone(colour.Y * _gain.Y), Tone(colour.Z * _gain.Z));
    }

    /// <summary>Adds the sensor's noise and rounds.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="value">One channel, 0..1.</param>
    /// <param name="grain">The grain of the material seen.</param>
    /// <returns>The byte of the image.</returns>
    public byte Sense(SplitMix random, double value, double grain) =>
        (byte)((Math.Clamp(value + ((_noise + grain) * random.NextBell()), 0, 1) * 255) + 0.5);

    private double Direct(Vector3 normal, Vector3 point)
    {
        const double LiftOff = 2e-3; // start the shadow ray outside the surface it leaves
        Vector3 start = point + (normal * LiftOff);
        Vector3 way = _lamp - start;
        double along = Vector3.Dot(normal, way);
        if (along <= 0)
        {
            return 0;
        }

        Ray ray = new(start, way);
        foreach (Item item in _room.Items)
        {
            if (item.Shades(ray))
            {
                return 0;
            }
        }

        double squared = Vector3.Dot(way, way);
        return along / Math.Sqrt(squared) * 3 / (1.2 + (0.35 * squared));
    }

    /// <summary>Less light reaches the corners of a room.</summary>
    private double Openness(Vector3 point)
    {
        double side = Near((_room.Size.X / 2) - Math.Abs(point.X));
        double back = Near(_room.Size.Z - point.Z);
        double upright = Near(Math.Min(point.Y, _room.Size.Y - point.Y));
        double twoNearest = side + back + upright - Math.Min(side, Math.Min(back, upright));
        return 1 - (0.35 * Math.Max(0, twoNearest - 1));
    }

    private static double Near(double distance) => 1 / (1 + (distance * distance * 16)); // half at 25 cm

    private static double Tone(double value) => _tone[(int)(Math.Clamp(value, 0, 1) * ToneSteps)];

    private static double[] CreateTone()
    {
        double[] tone = new double[ToneSteps + 1];
        for (int i = 0; i <= ToneSteps; i++)
        {
            tone[i] = Math.Pow((double)i / ToneSteps, 1 / 1.8);
        }

        return tone;
    }
}
