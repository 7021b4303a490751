using AutoScale.Training.Methods;

namespace AutoScale.Training.Tests.Methods;

/// <summary>docs/methods.md has a section for every method that needs the engine, and what it says of the options is true.</summary>
public class MethodDocumentationTests
{
    public static TheoryData<string> Names => [.. TrainingMethodCatalogue.EngineMethods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_SaysEverythingAUserNeeds(string name) => MethodPage.RequireEveryPart(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_HasEveryOptionWithItsDefault(string name) =>
        MethodPage.RequireOptions(name, TrainingMethodCatalogue.Find(name).Options.Select(option => (option.Name, option.Default)));
}
