using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Runs;

/// <summary>What a completed run leaves behind, all of it also in its folder.</summary>
/// <param name="Configuration">What was run.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Result">The selected model's metrics and the final weights.</param>
/// <param name="Record">Versions, timings and warnings, as in run.json.</param>
/// <param name="Weights">The weights and where they come from, as in weights.json.</param>
public sealed record RunOutcome(
    RunConfiguration Configuration, RunFolder Folder, TrainingResult Result, RunRecord Record, WeightsRecord Weights);
