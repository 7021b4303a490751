using AutoScale.Weighting;

namespace AutoScale.Conformance.Tests;

/// <summary>What every method of the catalogue owes its users. A new method is tested by its catalogue line.</summary>
public class CatalogueTests
{
    public static TheoryData<string, string> Checks
    {
        get
        {
            TheoryData<string, string> checks = [];
            foreach (MethodDescriptor method in MethodCatalogue.All)
            {
                foreach (ConformanceCheck check in ConformanceSuite.For(method))
                {
                    checks.Add(method.Name, check.Name);
                }
            }

            return checks;
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Method_OfTheCatalogue_Conforms(string method, string check) =>
        ConformanceSuite.For(MethodCatalogue.Find(method)).Single(one => one.Name == check).Run();
}
