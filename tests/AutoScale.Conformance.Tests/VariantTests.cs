using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Weighting;

namespace AutoScale.Conformance.Tests;

/// <summary>Options change what a method does, not what it owes: every choice, and numbers at the ends of their ranges.</summary>
public class VariantTests
{
    private static readonly (string Method, string[] Variants)[] _variants =
    [
        ("achievement", ["gamma=0", "decay=0", "margin=1"]),
        ("aligned-mtl", ["scale=median", "scale=rmse", "preference=3", "rank-tolerance=0.01"]),
        ("autoscale", ["probe-every=5", "alpha=0.9 tau=3", "floor=0.5", .. CostCatalogue.All.Select(cost => $"tau=3 cost={cost.Name}"), .. PredictorCatalogue.All.Select(predictor => $"tau=3 predictor={predictor.Name}")]),
        ("cagrad", ["c=0", "c=1", "c=1000", "rescale=1", "rescale=2"]),
        ("cdtt", ["alpha=1", "window=1"]),
        ("config", ["preference=3", "singular-tolerance=0.01"]),
        ("dtp", ["gamma=0", "decay=0", "perfect=0"]),
        ("dualproj", ["regularization=0.0001", "preference=0.5"]),
        ("dwa", ["window=2", "window=2 sliding=true", "window=1 temperature=0.001"]),
        ("fairgrad", ["alpha=0.1", "alpha=0.5", "alpha=2", "alpha=10"]),
        ("famo", ["minimum-losses=0.5", "epsilon=1", "learning-rate=10", "decay=1"]),
        ("gradnorm", ["form=softmax", "form=free", "floor=0.5", "initial-losses=1", "alpha=0", "alpha=100", "optimizer=sgd"]),
        ("gradvac", ["beta=0", "beta=1", "target-update=when-altered"]),
        ("imtl", ["optimizer=sgd", "learning-rate=10"]),
        ("imtl-g", ["zero-gradient=last-good", "negative-weights=keep", "negative-weights=last-good", "singular-tolerance=0", "singular-tolerance=0.01"]),
        ("imtl-l", ["optimizer=sgd", "learning-rate=10"]),
        ("mgda", ["normalization=l2", "normalization=loss", "normalization=loss+"]),
        ("nash-mtl", ["update-every=3", "max-norm=0"]),
        ("rlw", ["distribution=dirichlet"]),
        ("rtp", ["temperature=1e-100", "temperature=1e100"]),
        ("stch", ["warm-up=3", "warm-up=3 smoothing=0.000001", "warm-up=3 smoothing=1000000", "warm-up=4 nadir-window=4"]),
        ("upgrad", ["regularization=0.0001", "preference=0.5"]),
        ("uw", ["optimizer=sgd", "loss-factors=0.5", "initial-log-variance=-60", "initial-log-variance=60", "learning-rate=10"]),
    ];

    /// <summary>Checks of what a descriptor says of the default options alone.</summary>
    private static readonly string[] _ofDefaults = ["history", "homogeneity"];

    /// <summary>Claims that an option gives up, as the method's documentation says.</summary>
    private static readonly Dictionary<string, string[]> _givenUp = new()
    {
        ["upgrad regularization=0.0001"] = ["non-conflicting", "linear-under-scaling"],
        ["dualproj regularization=0.0001"] = ["non-conflicting"],
        ["fairgrad alpha=0.1"] = ["non-conflicting"], // Guarded as stationary: what is left where gradients cancel is more than rounding. Elsewhere Ma > 0 is the equation.
        ["fairgrad alpha=0.5"] = ["non-conflicting"],
        ["fairgrad alpha=2"] = ["non-conflicting"],
        ["fairgrad alpha=10"] = ["non-conflicting"],
    };

    /// <summary>What any explorer leaves to hold of AutoScale.</summary>
    private static readonly string[] _ofExplorers = ["reads-what-it-needs", "any-scale-for-long", "degenerate-gradients", "resume"];

    public static TheoryData<string, string, string> Checks
    {
        get
        {
            TheoryData<string, string, string> checks = [];
            foreach ((string method, string[] variants) in _variants)
            {
                foreach (string variant in variants)
                {
                    foreach (ConformanceCheck check in Of(method, variant).ExceptBy([.. _ofDefaults, .. _givenUp.GetValueOrDefault($"{method} {variant}", [])], check => check.Name))
                    {
                        checks.Add(method, variant, check.Name);
                    }
                }
            }

            return checks;
        }
    }

    public static TheoryData<string, string> Explorers
    {
        get
        {
            TheoryData<string, string> explorers = [];
            foreach (MethodDescriptor method in MethodCatalogue.All.Where(method => method.Name != "autoscale"))
            {
                Array.ForEach(_ofExplorers, check => explorers.Add(method.Name, check));
            }

            return explorers;
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Method_WithOptions_Conforms(string method, string variant, string check) => Of(method, variant).Single(one => one.Name == check).Run();

    [Theory]
    [MemberData(nameof(Explorers))]
    public void AutoScale_AnyExplorer_Conforms(string explorer, string check)
    {
        string required = string.Concat(MethodCatalogue.Find(explorer).Options.Where(option => option.IsRequired).Select(option => $" explorer.{option.Name}=1"));

        Of("autoscale", $"explorer={explorer}{required}").Single(one => one.Name == check).Run();
    }

    private static IEnumerable<ConformanceCheck> Of(string method, string variant) =>
        ConformanceSuite.For(MethodCatalogue.Find(method), variant.Split(' ')).Where(check => !check.Name.Contains(' '));
}
