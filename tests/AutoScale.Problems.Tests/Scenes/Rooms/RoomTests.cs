using AutoScale.Numerics;
using AutoScale.Problems.Scenes;
using AutoScale.Problems.Scenes.Geometry;
using AutoScale.Problems.Scenes.Rooms;

namespace AutoScale.Problems.Tests.Scenes.Rooms;

public sealed class RoomTests
{
    [Theory]
    [InlineData(1, 0, 0, 1, 2.0, SceneClass.Wall)]
    [InlineData(-1, 0, 0, 0, 2.0, SceneClass.Wall)]
    [InlineData(0, -1, 0, 2, 1.0, SceneClass.Floor)]
    [InlineData(0, 1, 0, 3, 1.5, SceneClass.Ceiling)]
    [InlineData(0, 0, -1, 4, 0.5, SceneClass.Wall)]
    [InlineData(0, 0, 1, 5, 4.5, SceneClass.Wall)]
    public void HitShell_LookingAlongAnAxis_MeetsThatSurface(double x, double y, double z, int surface, double distance, SceneClass expected)
    {
        Material plain = MaterialMaker.For(new SplitMix(0, 0, 0), SceneClass.Wall);
        Room room = new() { Size = new(4, 2.5, 5), Surfaces = [plain, plain, plain, plain, plain, plain] };

        Hit hit = room.HitShell(new Ray(new(0, 1, 0.5), new(x, y, z)), out int met);

        Assert.Equal(surface, met);
        Assert.Equal(distance, hit.Distance, 12);
        Assert.Equal(new Vector3(-x, -y, -z), hit.Normal);
        Assert.Equal(expected, Room.ClassOf(met));
    }

    [Fact]
    public void Hit_TurnedItem_GivesDistanceAndNormalInTheRoom()
    {
        // A box 2 wide and 0.4 deep, turned by a quarter: its wide side now faces along x.
        Material plain = MaterialMaker.For(new SplitMix(0, 0, 0), SceneClass.Table);
        Item item = new Item(SceneClass.Table, new Placement(new(3, 0, 2), Math.PI / 2)).Add(plain, new(0, 1, 0), new(1, 1, 0.2));
        Hit nearest = new(double.PositiveInfinity, default, default, plain);

        Assert.True(item.Hit(new Ray(new(0, 1, 2.9), new(1, 0, 0)), ref nearest));

        Assert.Equal(2.8, nearest.Distance, 12);
        Assert.Equal(-1, nearest.Normal.X, 12);
        Assert.True(item.Shades(new Ray(new(0, 1, 2.9), new(5, 0, 0))));
        Assert.False(item.Shades(new Ray(new(0, 1, 2.9), new(2, 0, 0)))); // ends before the item
    }

    [Fact]
    public void Build_ManySeeds_KeepsFurnitureInsideTheRoom()
    {
        for (int i = 0; i < 200; i++)
        {
            Room room = RoomBuilder.Build(new SplitMix(11, 0, i));

            Assert.All(room.Items, item =>
            {
                Assert.InRange(item.Placement.Origin.X, -room.Size.X / 2, room.Size.X / 2);
                Assert.InRange(item.Placement.Origin.Y, 0, room.Size.Y);
                Assert.InRange(item.Placement.Origin.Z, 0, room.Size.Z);
            });
        }
    }
}
