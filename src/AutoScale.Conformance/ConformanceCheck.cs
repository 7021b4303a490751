namespace AutoScale.Conformance;

/// <summary>One property of one method, ready to be checked. Checks share nothing and may run at the same time.</summary>
public sealed class ConformanceCheck
{
    private readonly Trial _trial;
    private readonly Action<Trial> _run;

    internal ConformanceCheck(string name, Trial trial, Action<Trial> run)
    {
        Name = name;
        _trial = trial;
        _run = run;
    }

    /// <summary>The name: lower case with hyphens, unique among the checks of a method; a check of a decorator begins with the option that turns it on, as "every=3 resume".</summary>
    public string Name { get; }

    /// <summary>The property, in one sentence.</summary>
    public string Property => _trial.Property;

    /// <summary>Checks the property on seeded inputs: the same ones every time.</summary>
    /// <exception cref="ConformanceException">The property does not hold; the message says on which input, what was expected and what came.</exception>
    public void Run() => _run(_trial);

    /// <inheritdoc/>
    public override string ToString() => $"{_trial.Method.Name}: {Name}";
}
