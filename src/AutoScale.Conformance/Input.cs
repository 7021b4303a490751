namespace AutoScale.Conformance;

/// <summary>What a method was given, for the message of a failure.</summary>
/// <param name="What">The kind of input, in a few words.</param>
/// <param name="Seed">The seed of the random numbers in it.</param>
/// <param name="TaskCount">K.</param>
/// <param name="Iteration">The step.</param>
internal readonly record struct Input(string What, int Seed, int TaskCount, int Iteration = 1)
{
    public override string ToString() => $"{What}, seed {Seed}, {TaskCount} tasks, iteration {Iteration}";
}
