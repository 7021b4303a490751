using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Scenes.Rooms;

/// <summary>The first surface along a ray: its t, its unit normal in the room, the point in the item's frame, its material.</summary>
internal readonly record struct Hit(double Distance, Vector3 Normal, Vector3 Local, Material Material);
