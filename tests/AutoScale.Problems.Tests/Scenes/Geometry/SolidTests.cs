using AutoScale.Problems.Scenes.Geometry;

namespace AutoScale.Problems.Tests.Scenes.Geometry;

public sealed class SolidTests
{
    private static readonly Solid _block = new Block(new(1, 2, 3), new(0.5, 1, 0.25));
    private static readonly Solid _sphere = new Sphere(new(1, 2, 3), 0.5);
    private static readonly Solid _cylinder = new Cylinder(new(1, 2, 3), 0.5, 1);

    [Fact]
    public void Enter_BlockSeenFromTheFront_IsItsNearFace()
    {
        double distance = _block.Enter(new Ray(new(1, 2, 0), new(0, 0, 2)), out Vector3 normal);

        Assert.Equal(1.375, distance, 12); // from z = 0 to 2.75 at two metres a unit
        Assert.Equal(new Vector3(0, 0, -1), normal);
    }

    [Fact]
    public void Enter_SphereSeenFromTheSide_IsItsNearPole()
    {
        double distance = _sphere.Enter(new Ray(new(3, 2, 3), new(-1, 0, 0)), out Vector3 normal);

        Assert.Equal(1.5, distance, 12);
        Assert.Equal(1, normal.X, 12);
    }

    [Fact]
    public void Enter_CylinderSeenFromAboveAndFromTheSide_IsItsEndOrItsMantle()
    {
        double fromAbove = _cylinder.Enter(new Ray(new(1.2, 5, 3.3), new(0, -1, 0)), out Vector3 up);
        double fromSide = _cylinder.Enter(new Ray(new(1, 2.5, 0), new(0, 0, 1)), out Vector3 side);

        Assert.Equal(2, fromAbove, 9);
        Assert.Equal(new Vector3(0, 1, 0), up);
        Assert.Equal(2.5, fromSide, 9);
        Assert.Equal(-1, side.Z, 9);
    }

    [Fact]
    public void Enter_SolidBehindOrBesideTheRay_IsInfinite()
    {
        foreach (Solid solid in (Solid[])[_block, _sphere, _cylinder])
        {
            Assert.Equal(double.PositiveInfinity, solid.Enter(new Ray(new(1, 2, 9), new(0, 0, 1)), out _));
            Assert.Equal(double.PositiveInfinity, solid.Enter(new Ray(new(1, 9, 0), new(0, 0, 1)), out _));
        }
    }

    [Fact]
    public void Enter_RandomRays_EntersWhereTheBoundingBoxSaysAndFacesTheRay()
    {
        Random random = new(4);
        int hits = 0;
        for (int i = 0; i < 3000; i++)
        {
            Solid solid = (i % 3) switch { 0 => _block, 1 => _sphere, _ => _cylinder };
            Vector3 origin = new(random.NextDouble() - 3, (random.NextDouble() * 6) - 1, random.NextDouble() * 6);
            Vector3 target = new(0.4 + (random.NextDouble() * 1.2), 1 + (random.NextDouble() * 2), 2.4 + (random.NextDouble() * 1.2));
            Ray ray = new(origin, target - origin);
            double distance = solid.Enter(ray, out Vector3 normal);
            if (double.IsInfinity(distance))
            {
                continue;
            }

            hits++;
            Vector3 point = ray.At(distance);
            Assert.True(Slab.Meets(ray, solid.Low, solid.High, double.PositiveInfinity));
            Assert.InRange(point.X, solid.Low.X - 1e-9, solid.High.X + 1e-9);
            Assert.InRange(point.Y, solid.Low.Y - 1e-9, solid.High.Y + 1e-9);
            Assert.InRange(point.Z, solid.Low.Z - 1e-9, solid.High.Z + 1e-9);
            Assert.Equal(1, Vector3.Dot(normal, normal), 6);
            Assert.True(Vector3.Dot(normal, ray.Direction) < 1e-9);
        }

        Assert.InRange(hits, 1500, 3000);
    }
}
