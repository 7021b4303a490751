using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>The colour of a surface at each of its points.</summary>
internal sealed record Material(Pattern Pattern, Vector3 Colour)
{
    /// <summary>How strongly the pattern changes the colour, as a fraction.</summary>
    public double Amplitude { get; init; }

    /// <summary>The size of one tile, board or book in metres.</summary>
    public double Size { get; init; } = 0.1;

    /// <summary>Standard deviation of fine grain, on the 0..1 scale of the finished picture.</summary>
    public double Grain { get; init; }

    /// <summary>Light the surface sends out by itself, on the scale of the colours.</summary>
    public double Emission { get; init; }

    /// <summary>Wave vectors in radians per metre.</summary>
    public Vector3[] Waves { get; init; } = [];

    /// <summary>Where the waves start, in radians: one component per wave.</summary>
    public Vector3 Phases { get; init; }

    /// <summary>Tells this material's tiles, boards or books from another's.</summary>
    public ulong Key { get; init; }

    /// <summary>The share of light reflected.</summary>
    /// <param name="at">The point, in the frame of the item.</param>
    /// <returns>Red, green and blue, around 0..1.</returns>
    public Vector3 Albedo(Vector3 at) => Pattern switch
    {
        Pattern.Boards => Boards(at),
        Pattern.Tiles => Tiles(at),
        Pattern.Spines => Spines(at),
        Pattern.Canvas => Colour * 0.4 + (RandomColour(Cell(at.X), Cell(at.Y), 0) * 0.6),
        Pattern.Screen => Colour * (1 + Math.Max(0, 2.5 * Math.Sin((at.Y * 5) + (at.X * 2) + Phases.X))),
        Pattern.Outdoors => Colour * (Math.Sin((at.X * 9) + Phases.X) * 0.12 > at.Y + 0.1 ? 0.45 : 1),
        _ => Colour * (1 + (Amplitude * Wave(at))),
    };

    private double Wave(Vector3 at) =>
        (Math.Sin(Vector3.Dot(Waves[0], at) + Phases.X)
            + Math.Sin(Vector3.Dot(Waves[1], at) + Phases.Y)
            + Math.Sin(Vector3.Dot(Waves[2], at) + Phases.Z)) / 3;

    private Vector3 Boards(Vector3 at)
    {
        long row = Cell(at.Z);
        double along = (at.X / Size / 9) + Draw(row, 0, 1);
        double shade = Draw(row, (long)Math.Floor(along), 2) - 0.5;
        return Colour * ((1 + (2 * Amplitude * shade)) * Joint(at.Z, 0.08) * (1 + (0.3 * Amplitude * Math.Sin(along * 40))));
    }

    private Vector3 Tiles(Vector3 at)
    {
        double shade = Draw(Cell(at.X), Cell(at.Z), 3) - 0.5;
        return Colour * ((1 + (Amplitude * shade)) * Joint(at.X, 0.06) * Joint(at.Z, 0.06));
    }

    private Vector3 Spines(Vector3 at)
    {
        long book = Cell(at.X);
        double label = Math.Abs((at.Y % 0.1) - 0.05) < 0.012 ? 1.35 : 1;
        return ((Colour * 0.35) + (RandomColour(book, Cell(at.Z / 8), 5) * 0.65)) * label;
    }

    private double Joint(double coordinate, double width) =>
        (coordinate / Size) - Math.Floor(coordinate / Size) < width ? 1 - Amplitude : 1;

    private long Cell(double coordinate) => (long)Math.Floor(coordinate / Size);

    private Vector3 RandomColour(long x, long y, int layer)
    {
        double bright = 0.25 + (0.75 * Draw(x, y, layer));
        return new Vector3(
            bright * (0.4 + (0.6 * Draw(x, y, layer + 10))),
            bright * (0.4 + (0.6 * Draw(x, y, layer + 20))),
            bright * (0.4 + (0.6 * Draw(x, y, layer + 30))));
    }

    private double Draw(long x, long y, int layer) =>
        SplitMix.Fraction(SplitMix.Mix(Key + ((ulong)x * 0x8CB92BA72F3D8DD7) + ((ulong)y * 0xA24BAED4963EE407) + ((ulong)layer << 48)));
}
