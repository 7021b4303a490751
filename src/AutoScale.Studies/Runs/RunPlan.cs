using AutoScale.Runs;

namespace AutoScale.Studies.Runs;

/// <summary>How much there is to do in a run, for those who tell how long it will take.</summary>
/// <param name="Iterations">Steps of the whole run. At least 1.</param>
/// <param name="ValidateEvery">Steps between validations; the last step is always validated. At least 1.</param>
/// <param name="ValidationSamples">Samples of a validation.</param>
/// <param name="TestSamples">Samples of the test at the end.</param>
/// <param name="LastPhase">The phase of the last step.</param>
public sealed record RunPlan(int Iterations, int ValidateEvery, int ValidationSamples, int TestSamples, string LastPhase = TracePhase.Training)
{
    /// <summary>Samples to evaluate from some step on, the selected model's validation and test at the end included.</summary>
    /// <param name="validated">The last step that has been validated, or was not to be. 0 to <see cref="Iterations"/>.</param>
    /// <returns>The number of samples, each counted as often as it is evaluated.</returns>
    public long SamplesLeft(int validated)
    {
        int regular = (Iterations / ValidateEvery) - (validated / ValidateEvery);
        int last = validated < Iterations && Iterations % ValidateEvery != 0 ? 1 : 0;
        return ((regular + last + 1L) * ValidationSamples) + TestSamples;
    }
}
