using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public sealed class FlooredSimplexTests
{
    [Fact]
    public void Project_PointBelowTheFloor_ShiftsTheOthersAlike()
    {
        // −1 is held up at 0.1; 2 and 3 share the rest of 4 with their distance kept: 1.45 and 2.45.
        double[] projection = new double[3];

        Assert.Equal(1, FlooredSimplex.Project([2, -1, 3], 4, 0.1, projection));
        Near.AssertEqual([1.45, 0.1, 2.45], projection, 1e-15);
    }

    [Fact]
    public void Project_PointOfTheSet_StaysWhereItIs()
    {
        double[] projection = new double[3];

        Assert.Equal(0, FlooredSimplex.Project([0.5, 1, 1.5], 3, 0.001, projection));
        Near.AssertEqual([0.5, 1, 1.5], projection, 1e-15);
    }

    [Fact]
    public void Project_RandomPoints_NoFeasiblePointIsNearer()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            double[] point = [.. TestStep.Normals(random, 5).Select(normal => 3 * normal)];
            double[] projection = new double[5];
            FlooredSimplex.Project(point, 5, 0.01, projection);
            Assert.Equal(5, projection.Sum(), 1e-12);
            Assert.All(projection, element => Assert.True(element >= 0.01));

            // Nearest means: moving towards any vertex of the set does not shorten the distance.
            double along = Product(projection);
            for (int vertex = 0; vertex < 5; vertex++)
            {
                double[] corner = [0.01, 0.01, 0.01, 0.01, 0.01];
                corner[vertex] = 5 - 0.04;
                Assert.True(Product(corner) <= along + 1e-11);
            }

            double Product(double[] other) => point.Zip(projection, (p, q) => p - q).Zip(other, (difference, element) => difference * element).Sum();
        }
    }

    [Fact]
    public void Project_HugePoint_StaysFeasible()
    {
        double[] projection = new double[2];
        FlooredSimplex.Project([6e25, -6e25], 2, 1e-3, projection);

        Near.AssertEqual([1.999, 0.001], projection, 1e-15);
    }

    [Theory]
    [InlineData(1.5, "lower the floor")]
    [InlineData(double.NaN, "lower the floor")]
    public void Project_EmptySet_SaysWhatToDo(double floor, string advice) => Assert.Contains(
        advice, Assert.Throws<ArgumentException>(() => FlooredSimplex.Project([1, 1], 2, floor, new double[2])).Message, StringComparison.Ordinal);

    [Fact]
    public void Project_NotFinite_Throws() =>
        Assert.Throws<ArgumentException>(() => FlooredSimplex.Project([1, double.NaN], 2, 0, new double[2]));
}
