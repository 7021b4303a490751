using AutoScale.Conformance.Checks;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Conformance;

/// <summary>Everything that a method owes by the contract of <see cref="IWeighting"/> and by what its descriptor says, as checks to be run one by one.</summary>
/// <remarks>
/// All inputs are random with fixed seeds, so a check has one outcome. What a descriptor does not claim is not checked, but what it says of needs, state and randomness
/// must be so both ways. The checks of a method take from milliseconds to about a second.
/// </remarks>
public static class ConformanceSuite
{
    private static readonly Entry[] _entries =
    [
        new("one-weight-per-task", "Room for more or fewer weights than tasks is refused.", ContractChecks.OneWeightPerTask),
        new("reads-what-it-needs", "It asks for no more than its descriptor says, is content with that, reads no more, and says what is missing.", ContractChecks.ReadsWhatItNeeds),
        new("leaves-evidence-alone", "The evidence is only read.", ContractChecks.LeavesEvidenceAlone),
        new("certificate-is-honest", "Where no guard acted, the residual says that the weights are solved.", ContractChecks.CertificateIsHonest),
        new("has-its-scale", "Weights that are brought to a sum by default have a positive one.", ContractChecks.HasItsScale),
        new("any-scale", "1 to 40 tasks at scales from 1e-20 to 1e20 have finite weights.", ExtremeChecks.AnyScale),
        new("any-scale-for-long", "Whole runs at scales from 1e-20 to 1e20 have finite weights.", ExtremeChecks.AnyScaleForLong),
        new("degenerate-gradients", "Gradients that vanish, repeat, cancel or lie in a small space have finite weights.", ExtremeChecks.DegenerateGradients),
        new("looks-that-are-not-numbers", "Losses after an update and scores that are not numbers leave the weights finite.", ExtremeChecks.LooksThatAreNotNumbers),
        new("determinism", "The same run twice has the same weights.", MemoryChecks.Determinism),
        new("seed", "The seed changes the weights if and only if the descriptor says that the method draws at random.", MemoryChecks.Seed),
        new("history", "Earlier steps change nothing, or, where the descriptor says so, what the method remembers.", MemoryChecks.History),
        new("resume", "A state captured at any step, written as JSON and restored, goes on as if uninterrupted.", MemoryChecks.Resume),
        new("refuses-foreign-state", "The state of another method is refused.", MemoryChecks.RefusesForeignState),
        new("rotation-and-padding", "Gradients of the same inner products have the same weights.", InvarianceChecks.RotationAndPadding),
        new("permutation", "Reordering the tasks reorders the weights and changes nothing else.", InvarianceChecks.Permutation) { IsClaimed = method => method.IsPermutationEquivariant },
        new("homogeneity", "The update is homogeneous of the stated degree in the gradients.", InvarianceChecks.Homogeneity) { IsClaimed = method => method.HomogeneityDegree is not null },
        new("non-conflicting", "No task gradient has a negative inner product with the update.", ClaimChecks.NonConflicting) { IsClaimed = Claims(MethodClaims.NonConflicting) },
        new("linear-under-scaling", "The update is linear in a positive factor on each task's gradient.", ClaimChecks.LinearUnderScaling) { IsClaimed = Claims(MethodClaims.LinearUnderScaling) },
        new("strongly-stationary", "The update vanishes only where some combination with positive weights does.", ClaimChecks.StronglyStationary) { IsClaimed = Claims(MethodClaims.StronglyStationary) },
        new("equal-for-symmetric-pair", "Two tasks that are alike have equal weights.", ClaimChecks.EqualForSymmetricPair) { IsClaimed = Claims(MethodClaims.EqualForSymmetricPair) },
    ];

    /// <summary>The checks that decorated methods are run through as well, for each decorator by itself and for all together.</summary>
    private static readonly string[] _ofDecorators = ["reads-what-it-needs", "any-scale-for-long", "resume", "refuses-foreign-state"];

    /// <summary>The checks of properties that a method may claim or not.</summary>
    internal static IEnumerable<string> Claimable => _entries.Where(entry => entry.IsClaimed is not null).Select(entry => entry.Name);

    /// <summary>Lists the checks that apply to a method: what the contract asks of all, and what its descriptor claims.</summary>
    /// <param name="method">The method's descriptor.</param>
    /// <param name="assignments">Options to create it with, as "name=value"; a required option that is not given is 1.</param>
    /// <returns>The checks, each to be run by itself.</returns>
    /// <example><code>foreach (ConformanceCheck check in ConformanceSuite.For(MyMethod.Descriptor)) { check.Run(); }</code></example>
    public static IReadOnlyList<ConformanceCheck> For(MethodDescriptor method, params IReadOnlyList<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(assignments);
        return
        [
            .. _entries.Where(entry => entry.IsClaimed?.Invoke(method) ?? true).Select(entry => new ConformanceCheck(entry.Name, new Trial(method, entry.Property, assignments), entry.Run)),
            .. from decorators in Decorated()
               from entry in _entries
               where _ofDecorators.Contains(entry.Name)
               select new ConformanceCheck($"{string.Join(' ', decorators)} {entry.Name}", new Trial(method, entry.Property, [.. assignments, .. decorators]) { IsBrief = true }, entry.Run),
        ];
    }

    /// <summary>The check of a property whether the method claims it or not.</summary>
    internal static ConformanceCheck Unclaimed(MethodDescriptor method, string name)
    {
        Entry entry = _entries.Single(entry => entry.Name == name);
        return new ConformanceCheck(name, new Trial(method, entry.Property, []), entry.Run);
    }

    private static Func<MethodDescriptor, bool> Claims(MethodClaims claim) => method => method.Claims.HasFlag(claim);

    private static IEnumerable<string[]> Decorated() =>
        [.. DecoratorCatalogue.All.Select(decorator => (string[])[$"{decorator.Name}={decorator.Example}"]), [.. DecoratorCatalogue.All.Select(decorator => $"{decorator.Name}={decorator.Example}")]];

    private sealed record Entry(string Name, string Property, Action<Trial> Run)
    {
        /// <summary>Whether a method claims the property; null where every method owes it.</summary>
        public Func<MethodDescriptor, bool>? IsClaimed { get; init; }
    }
}
