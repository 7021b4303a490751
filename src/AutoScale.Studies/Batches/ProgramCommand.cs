namespace AutoScale.Studies.Batches;

/// <summary>How to start the autoscale command as a process of its own.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What it needs before the command's own arguments, such as the path of an assembly.</param>
public sealed record ProgramCommand(string File, IReadOnlyList<string> Arguments);
