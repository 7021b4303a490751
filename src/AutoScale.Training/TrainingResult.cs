using AutoScale.Runs;

namespace AutoScale.Training;

/// <summary>What a finished run leaves behind.</summary>
/// <param name="Iterations">Updates done over the whole run, earlier sittings of a resumed run included.</param>
/// <param name="BestIteration">Iteration of the model selected on validation.</param>
/// <param name="Validation">The selected model on the validation split.</param>
/// <param name="Test">The selected model on the test split.</param>
/// <param name="FinalWeights">Loss weights of the last update in the run's scale, shape [K].</param>
/// <param name="SkippedSteps">Updates left out because a loss was not finite.</param>
/// <param name="Timings">Where the time of this sitting went.</param>
public sealed record TrainingResult(
    int Iterations,
    int BestIteration,
    EvaluationReport Validation,
    EvaluationReport Test,
    double[] FinalWeights,
    int SkippedSteps,
    StepTimings Timings);
