using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class GuardTextTests
{
    [Fact]
    public void Describe_EveryGuard_IsASentenceOfItsOwn()
    {
        string[] sentences = [.. Enum.GetValues<Guards>().Where(guard => guard != Guards.None).Select(GuardText.Describe)];

        Assert.Equal(sentences.Length, sentences.Distinct(StringComparer.Ordinal).Count());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Describe_GuardOfTheLook_DoesNotSpeakOfWeights()
    {
        Assert.DoesNotContain("weights", GuardText.Describe(Guards.LossBelowBound), StringComparison.Ordinal);
        Assert.DoesNotContain("weights", GuardText.Describe(Guards.LookLeftOut), StringComparison.Ordinal);
    }
}
