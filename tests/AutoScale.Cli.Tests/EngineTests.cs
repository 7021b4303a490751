namespace AutoScale.Cli.Tests;

/// <summary>Tests that train: one after another, because seed and threads belong to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EngineTests
{
    public const string Name = "engine";
}
