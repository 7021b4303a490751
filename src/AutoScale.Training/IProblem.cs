namespace AutoScale.Training;

/// <summary>Something to learn: data with its splits, a model, and the tasks. A user's own problem is one class.</summary>
public interface IProblem : IDisposable
{
    /// <summary>Name as on the command line, such as "scenes".</summary>
    string Name { get; }

    /// <summary>Variant of the problem, such as "cl-rr"; empty when there is only one.</summary>
    string Setting { get; }

    /// <summary>The K tasks, at least one. With one task the problem is that task's single-task baseline.</summary>
    IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>What gradients are computed on.</summary>
    IDataSplit Train { get; }

    /// <summary>What models are selected on.</summary>
    IDataSplit Validation { get; }

    /// <summary>What selected models are reported on; never used for any choice.</summary>
    IDataSplit Test { get; }

    /// <summary>Settings that train this problem well, used where a run says nothing else.</summary>
    ProblemDefaults Defaults { get; }

    /// <summary>Makes the network with fresh random parameters, drawn from the engine's current seed.</summary>
    /// <returns>A model with one head per task, on the CPU.</returns>
    MultiTaskModel CreateModel();
}
