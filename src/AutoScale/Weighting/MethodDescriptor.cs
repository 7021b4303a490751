using AutoScale.Gradients;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Weighting;

/// <summary>All that help texts, configurations and tests need to know of a method, and how to create it.</summary>
public sealed class MethodDescriptor
{
    /// <summary>The name users type: lower case with hyphens, unique in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>The name papers use.</summary>
    public required string Title { get; init; }

    /// <summary>What the method does, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The most evidence the method reads in any step.</summary>
    public required Evidence Needs { get; init; }

    /// <summary>The fewest tasks the method is defined for. Default 1.</summary>
    public int MinimumTaskCount { get; init; } = 1;

    /// <summary>Whether the weights of a step depend on earlier steps, with the default options.</summary>
    public bool IsStateful { get; init; }

    /// <summary>Whether the weights depend on the run's seed, with the default options. Default false.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether reordering the tasks reorders the weights and changes nothing else, as the conformance tests check. Default true.</summary>
    public bool IsPermutationEquivariant { get; init; } = true;

    /// <summary>What the method promises of its update, as the conformance tests check. Default nothing.</summary>
    public MethodClaims Claims { get; init; }

    /// <summary>The p in A(c·J) = cᵖ·A(J) for c > 0: how the raw update of one step answers when all gradients (not the losses) grow by one factor. Null when not claimed.</summary>
    public double? HomogeneityDegree { get; init; }

    /// <summary>The cost of a step: backward passes, then arithmetic in K tasks and d shared parameters.</summary>
    public required string Cost { get; init; }

    /// <summary>Where the method comes from: paper and equation, section or algorithm.</summary>
    public required string Source { get; init; }

    /// <summary>The scale the weights are given to unless the run says otherwise. Default <see cref="WeightScale.SumToK"/>.</summary>
    public WeightScale DefaultScale { get; init; } = WeightScale.SumToK;

    /// <summary>What the method's source does with the gradients of task-specific parameters.</summary>
    public required string HeadGradientNote { get; init; }

    /// <summary>The method's own options, in the order help texts show them. Default none.</summary>
    public IReadOnlyList<OptionDescriptor> Options { get; init; } = [];

    /// <summary>Everything that can be set: the method's own options, then those of <see cref="DecoratorCatalogue"/>, which every method takes.</summary>
    public IReadOnlyList<OptionDescriptor> AllOptions => [.. Options, .. DecoratorCatalogue.Options];

    /// <summary>Creates the method from a context whose options are checked against <see cref="AllOptions"/>.</summary>
    public required Func<MethodContext, IWeighting> Factory { private get; init; }

    /// <summary>Creates the method for a run, inside the decorators that its options turn on.</summary>
    /// <param name="context">The run's tasks, length, seed and the method's options.</param>
    /// <returns>A new weighting.</returns>
    /// <exception cref="MethodOptionException">There are too few tasks, or an option is unknown, missing or outside its range.</exception>
    public IWeighting Create(MethodContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.TaskCount < MinimumTaskCount)
        {
            throw new MethodOptionException($"Method '{Name}' needs at least {MinimumTaskCount} tasks, got {context.TaskCount}.");
        }

        MethodOptions options = context.Options.For(this);
        return DecoratorCatalogue.Apply(Factory(context with { Options = options }), options, DefaultScale);
    }
}
