using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Batches;

/// <summary>One run of a study: what to train and where.</summary>
/// <param name="Label">What tables and progress call it: a method's name, "single-task depth".</param>
/// <param name="Folder">Its run folder, absolute; may hold the run already, finished or not.</param>
/// <param name="Configuration">The run, resolved.</param>
public sealed record PlannedRun(string Label, string Folder, RunConfiguration Configuration)
{
    /// <summary>The same run with or without curves for TensorBoard, which change nothing else.</summary>
    /// <param name="curves">Whether curves are written.</param>
    /// <returns>The run.</returns>
    public PlannedRun WithCurves(bool curves) => this with { Configuration = Configuration with { TensorBoard = curves } };

    /// <summary>The configuration as the run's folder keeps it.</summary>
    /// <returns>YAML text.</returns>
    public string ConfigurationText()
    {
        using StringWriter yaml = new() { NewLine = "\n" };
        YamlConfigurationWriter.Write(Configuration, yaml);
        return yaml.ToString();
    }
}
