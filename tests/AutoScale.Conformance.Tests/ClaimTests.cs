using AutoScale.Weighting;

namespace AutoScale.Conformance.Tests;

/// <summary>A property that a method does not claim is one that it does not have: a claim tells methods apart.</summary>
public class ClaimTests
{
    /// <summary>Properties that the inputs of the checks do not refute, each with the reason that the method does not claim them.</summary>
    private static readonly Dictionary<(string Method, string Check), string> _unrefuted = new()
    {
        [("fixed", "permutation")] = Ones,
        [("fixed", "equal-for-symmetric-pair")] = Ones,
        [("fixed", "strongly-stationary")] = Ones,
        [("stch", "strongly-stationary")] = Underflow,
        [("famo", "strongly-stationary")] = Underflow,
        [("rtp", "strongly-stationary")] = Underflow,
        [("pcgrad", "strongly-stationary")] = "It is UPGrad for two tasks; nothing is known for more.",
        [("gradvac", "strongly-stationary")] = "Its first step is PCGrad's.",
        [("gradnorm", "linear-under-scaling")] = "Its first weights are 1; later ones follow the norms.",
        [("config", "strongly-stationary")] = "Dependent gradients may have projections on the direction that sum to nothing.",
        [("cdtt", "non-conflicting")] = "Its first steps are EDM's, before it has a window to pull by.",
    };

    private const string Ones = "The weights are the user's; the checks give 1 for every task.";
    private const string Underflow = "A share of a softmax may underflow to 0.";

    public static TheoryData<string, string> Unclaimed
    {
        get
        {
            TheoryData<string, string> unclaimed = [];
            foreach (MethodDescriptor method in MethodCatalogue.All)
            {
                string[] claimed = [.. ConformanceSuite.For(method).Select(check => check.Name)];
                foreach (string name in ConformanceSuite.Claimable.Except(["homogeneity"]).Except(claimed)) // No counterexample refutes every degree.
                {
                    unclaimed.Add(method.Name, name);
                }
            }

            return unclaimed;
        }
    }

    [Theory]
    [MemberData(nameof(Unclaimed))]
    public void Run_PropertyThatIsNotClaimed_IsRefuted(string method, string name)
    {
        ConformanceCheck check = ConformanceSuite.Unclaimed(MethodCatalogue.Find(method), name);
        if (_unrefuted.ContainsKey((method, name)))
        {
            check.Run(); // Where it is refuted after all, the line goes.
            return;
        }

        Assert.Throws<ConformanceException>(check.Run);
    }
}
