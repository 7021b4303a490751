using AutoScale.Problems.MultiMnist;
using AutoScale.Problems.Scenes;
using AutoScale.Training;

namespace AutoScale.Problems;

/// <summary>Every problem of the library by name: one line each.</summary>
/// <remarks>A new problem is a folder of its own with a descriptor, and one line here.</remarks>
public static class ProblemCatalogue
{
    /// <summary>The problems, in the order help texts show them; the first needs no data.</summary>
    public static IReadOnlyList<ProblemDescriptor> All { get; } = [ScenesDescriptor.Value, MultiMnistDescriptor.Value];

    /// <summary>Finds a problem.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The problem's descriptor.</returns>
    /// <exception cref="ProblemException">There is no such problem; the message has the nearest name.</exception>
    public static ProblemDescriptor Find(string name) => NameChoice.One(All, problem => problem.Name, name, "problem");

    /// <summary>Creates a problem by name.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="context">What is asked of it.</param>
    /// <returns>The problem with its data.</returns>
    /// <exception cref="ProblemException">A problem, setting, task or option is unknown or outside its range.</exception>
    /// <exception cref="IOException">A data file is missing, unreadable or damaged.</exception>
    public static IProblem Create(string name, ProblemContext context) => Find(name).Create(context);
}
