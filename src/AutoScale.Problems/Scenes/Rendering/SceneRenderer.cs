using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;
using AutoScale.Problems.Scenes.Rooms;

namespace AutoScale.Problems.Scenes.Rendering;

/// <summary>Renders one scene into its place in a set: colours and the four labels from one ray per pixel.</summary>
internal sealed class SceneRenderer
{
    private const double DepthStep = 0.12; // relative jump of depth that makes an edge

    private readonly SceneSet _set;
    private readonly int[] _instances;

    /// <summary>Creates a renderer. One per thread: it holds a buffer.</summary>
    /// <param name="set">Receives the images.</param>
    public SceneRenderer(SceneSet set)
    {
        _set = set;
        _instances = new int[set.Height * set.Width];
    }

    /// <summary>Draws a scene and renders it.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="image">The image's place in the set.</param>
    public void Render(SplitMix random, int image)
    {
        Room room = RoomBuilder.Build(random);
        Camera camera = new(random, room.Size, _set.Height, _set.Width);
        Lighting lighting = new(random, room);
        for (int row = 0; row < _set.Height; row++)
        {
            for (int column = 0; column < _set.Width; column++)
            {
                int pixel = (row * _set.Width) + column;
                Ray ray = camera.Through(row, column);
                Hit hit = Trace(room, ray, pixel, out SceneClass seen);
                Vector3 colour = lighting.Shade(hit, ray.At(hit.Distance));
                StoreColour(random, lighting, colour, hit.Material.Grain, (3 * image * _instances.Length) + pixel);
                StoreLabels(image, pixel, seen, (float)hit.Distance, camera.See(hit.Normal));
            }
        }

        MarkEdges(image * _instances.Length);
    }

    private Hit Trace(Room room, in Ray ray, int pixel, out SceneClass seen)
    {
        Hit hit = room.HitShell(ray, out int surface);
        seen = Room.ClassOf(surface);
        _instances[pixel] = -1 - (int)seen; // walls are one instance: their corners are no edges, as in hand-made labels
        IReadOnlyList<Item> items = room.Items;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Hit(ray, ref hit))
            {
                seen = items[i].Class;
                _instances[pixel] = i;
            }
        }

        return hit;
    }

    private void StoreColour(SplitMix random, Lighting lighting, Vector3 colour, double grain, int at)
    {
        int plane = _instances.Length;
        _set.Rgb[at] = lighting.Sense(random, colour.X, grain);
        _set.Rgb[at + plane] = lighting.Sense(random, colour.Y, grain);
        _set.Rgb[at + (2 * plane)] = lighting.Sense(random, colour.Z, grain);
    }

    private void StoreLabels(int image, int pixel, SceneClass seen, float depth, Vector3 normal)
    {
        int plane = _instances.Length;
        _set.Segmentation[(image * plane) + pixel] = (byte)seen;
        _set.Depth[(image * plane) + pixel] = depth;
        int at = (3 * image * plane) + pixel;
        _set.Normals[at] = Quantise(normal.X);
        _set.Normals[at + plane] = Quantise(normal.Y);
        _set.Normals[at + (2 * plane)] = Quantise(normal.Z);
    }

    /// <summary>Marks a pixel whose right or lower neighbour is another thing or lies much nearer or farther.</summary>
    private void MarkEdges(int start)
    {
        for (int row = 0; row < _set.Height; row++)
        {
            for (int column = 0; column < _set.Width; column++)
            {
                int pixel = (row * _set.Width) + column;
                bool edge = (column + 1 < _set.Width && Differ(start, pixel, pixel + 1))
                    || (row + 1 < _set.Height && Differ(start, pixel, pixel + _set.Width));
                _set.Edges[start + pixel] = edge ? (byte)1 : (byte)0;
            }
        }
    }

    private bool Differ(int start, int pixel, int other)
    {
        float here = _set.Depth[start + pixel];
        float there = _set.Depth[start + other];
        return _instances[pixel] != _instances[other] || Math.Abs(here - there) > DepthStep * Math.Min(here, there);
    }

    private static sbyte Quantise(double component) => (sbyte)Math.Round(component * SceneSet.NormalScale);
}
