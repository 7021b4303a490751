using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting;

/// <summary>docs/methods.md has a section for every method of the catalogue, and what it says of the options is true.</summary>
public class MethodDocumentationTests
{
    public static TheoryData<string> Names => [.. MethodCatalogue.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_SaysEverythingAUserNeeds(string name) => MethodPage.RequireEveryPart(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_HasEveryOptionWithItsDefault(string name) =>
        MethodPage.RequireOptions(name, MethodCatalogue.Find(name).Options.Select(option => (option.Name, option.Default)));

    [Fact]
    public void Section_OfTheDecorators_HasEveryOptionWithItsDefault() =>
        MethodPage.RequireOptions("Decorators", DecoratorCatalogue.Options.Select(option => (option.Name, option.Default)));
}
