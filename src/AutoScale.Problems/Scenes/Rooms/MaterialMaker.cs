using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>Draws materials: broad and overlapping between the classes on purpose, so that colour alone does not tell the class.</summary>
internal static class MaterialMaker
{
    /// <summary>Draws the material of one thing.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="thing">What it is.</param>
    /// <returns>The material.</returns>
    public static Material For(SplitMix random, SceneClass thing)
    {
        (Vector3 mean, double spread) = Palette(thing);
        double common = 0.6 * random.NextBell();
        Vector3 tint = new(random.NextBell(), random.NextBell(), random.NextBell());
        Vector3 colour = mean + ((tint * 0.4 + new Vector3(common, common, common)) * spread);
        Material plain = new(Pattern.Waves, Clamp(colour))
        {
            Amplitude = random.Between(0.02, 0.22),
            Grain = random.Between(0, 0.05),
            Waves = [Wave(random), Wave(random), Wave(random)],
            Phases = new Vector3(random.Between(0, 6.28), random.Between(0, 6.28), random.Between(0, 6.28)),
            Key = random.NextBits(),
        };
        return Patterned(random, plain, thing);
    }

    private static Material Patterned(SplitMix random, Material plain, SceneClass thing)
    {
        double kind = random.NextFraction();
        return thing switch
        {
            SceneClass.Floor when kind < 0.4 => Laid(random, plain) with { Pattern = Pattern.Boards, Size = random.Between(0.1, 0.22) },
            SceneClass.Floor when kind < 0.65 => Laid(random, plain) with { Pattern = Pattern.Tiles, Size = random.Between(0.25, 0.6) },
            SceneClass.Books => plain with { Pattern = Pattern.Spines, Size = random.Between(0.03, 0.07) },
            SceneClass.Picture => plain with { Pattern = Pattern.Canvas, Size = random.Between(0.08, 0.25) },
            SceneClass.Television => plain with { Pattern = Pattern.Screen },
            SceneClass.Window => plain with { Pattern = Pattern.Outdoors, Emission = random.Between(0.1, 0.6) },
            _ => plain,
        };
    }

    private static Material Laid(SplitMix random, Material plain) => plain with { Amplitude = random.Between(0.1, 0.3) };

    private static Vector3 Wave(SplitMix random)
    {
        double frequency = random.Between(2, 16);
        return new Vector3(random.NextBell(), random.NextBell(), random.NextBell()) * frequency;
    }

    private static Vector3 Clamp(Vector3 colour) =>
        new(Math.Clamp(colour.X, 0.03, 1), Math.Clamp(colour.Y, 0.03, 1), Math.Clamp(colour.Z, 0.03, 1));

    private static (Vector3 Mean, double Spread) Palette(SceneClass thing) => thing switch
    {
        SceneClass.Bed => (new(0.62, 0.55, 0.58), 0.22),
        SceneClass.Books => (new(0.55, 0.40, 0.35), 0.25),
        SceneClass.Ceiling => (new(0.82, 0.81, 0.78), 0.08),
        SceneClass.Chair => (new(0.45, 0.35, 0.28), 0.20),
        SceneClass.Floor => (new(0.52, 0.42, 0.33), 0.16),
        SceneClass.Furniture => (new(0.52, 0.40, 0.30), 0.17),
        SceneClass.Objects => (new(0.55, 0.52, 0.50), 0.28),
        SceneClass.Picture => (new(0.50, 0.48, 0.45), 0.25),
        SceneClass.Sofa => (new(0.48, 0.42, 0.42), 0.20),
        SceneClass.Table => (new(0.50, 0.38, 0.27), 0.17),
        SceneClass.Television => (new(0.09, 0.09, 0.11), 0.04),
        SceneClass.Wall => (new(0.72, 0.69, 0.63), 0.13),
        _ => (new(0.85, 0.92, 1.0), 0.10),
    };
}
