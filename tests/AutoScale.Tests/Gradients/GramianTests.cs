using AutoScale.Gradients;

namespace AutoScale.Tests.Gradients;

public class GramianTests
{
    [Fact]
    public void Norms_AnyGramian_AreTheRootsOfItsDiagonal() => Assert.Equal([2.0, 0, 3], new Gramian([4, 0, -1, 0, 0, 0, -1, 0, 9]).Norms());

    [Fact]
    public void Gramian_EntryOverHalfTheRange_IsKept() => Assert.Equal([1e308, 0, 0, 1e308], new Gramian([1e308, 0, 0, 1e308]).Entries.ToArray());
}
