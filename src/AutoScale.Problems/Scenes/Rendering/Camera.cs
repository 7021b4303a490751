using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rendering;

/// <summary>A pinhole camera near the front wall. Its own axes are x right, y up, z into the scene.</summary>
internal sealed class Camera
{
    private readonly Vector3 _right;
    private readonly Vector3 _up;
    private readonly Vector3 _forward;
    private readonly double _focal;
    private readonly double _centreX;
    private readonly double _centreY;

    /// <summary>Draws a camera.</summary>
    /// <param name="random">The scene's generator.</param>
    /// <param name="room">Width, height and depth of the room in metres.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Pixels in a row.</param>
    public Camera(SplitMix random, Vector3 room, int height, int width)
    {
        Position = new Vector3(random.Between(-0.3, 0.3) * room.X, random.Between(1.1, 1.9), random.Between(0.25, 0.9));
        (double sinYaw, double cosYaw) = Math.SinCos(random.Between(-0.5, 0.5));
        (double sinPitch, double cosPitch) = Math.SinCos(random.Between(-0.02, 0.42)); // positive looks down
        (double sinRoll, double cosRoll) = Math.SinCos(0.02 * random.NextBell());
        Vector3 levelRight = new(cosYaw, 0, -sinYaw);
        Vector3 levelUp = new(sinYaw * sinPitch, cosPitch, cosYaw * sinPitch);
        _right = (levelRight * cosRoll) + (levelUp * sinRoll);
        _up = (levelUp * cosRoll) - (levelRight * sinRoll);
        _forward = new Vector3(sinYaw * cosPitch, -sinPitch, cosYaw * cosPitch);
        _focal = width / 2.0 / Math.Tan(random.Between(56, 66) / 2 * Math.PI / 180);
        _centreX = (width / 2.0) - 0.5;
        _centreY = (height / 2.0) - 0.5;
    }

    /// <summary>Where the camera is, in metres.</summary>
    public Vector3 Position { get; }

    /// <summary>The ray through the centre of a pixel; its t is the depth along the camera's z axis.</summary>
    public Ray Through(int row, int column) =>
        new(Position, _forward + (_right * ((column - _centreX) / _focal)) + (_up * ((_centreY - row) / _focal)));

    /// <summary>A direction of the room in the camera's axes.</summary>
    public Vector3 See(Vector3 direction) =>
        new(Vector3.Dot(direction, _right), Vector3.Dot(direction, _up), Vector3.Dot(direction, _forward));
}
