using AutoScale.AutoScaling.Costs;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling.Costs;

public sealed class CostCatalogueTests
{
    [Fact]
    public void Find_EveryName_FindsItInAnyCase()
    {
        foreach (ICostFunction cost in CostCatalogue.All)
        {
            Assert.Same(cost, CostCatalogue.Find(cost.Name.ToUpperInvariant()));
        }
    }

    [Fact]
    public void Find_UnknownName_SuggestsTheNearest()
    {
        MethodOptionException error = Assert.Throws<MethodOptionException>(() => CostCatalogue.Find("equal-los"));

        Assert.StartsWith("Unknown cost function 'equal-los' (did you mean 'equal-loss'?); valid are equal-gradient-magnitude,", error.Message, StringComparison.Ordinal);
    }
}
