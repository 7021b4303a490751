using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class UnitaryTests
{
    [Fact]
    public void Weigh_ThreeTasks_GivesOnes()
    {
        TestStep step = TestStep.Random(new Random(1), 3, 4);

        double[] weights = step.Weigh(new Unitary(), out Certificate certificate);

        Assert.Equal([1.0, 1.0, 1.0], weights);
        Assert.Equal(Certificate.Exact, certificate);
    }
}
