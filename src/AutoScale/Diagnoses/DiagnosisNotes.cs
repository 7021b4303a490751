using AutoScale.Gradients;
using AutoScale.Runs;
using static AutoScale.Diagnoses.PlainWords;

namespace AutoScale.Diagnoses;

/// <summary>Says what a diagnosis could not see, and how far to trust it.</summary>
internal static class DiagnosisNotes
{
    private const string Unitary = "unitary";

    /// <summary>The notes that apply.</summary>
    public static IReadOnlyList<string> Of(Diagnosis diagnosis)
    {
        bool hasGramians = diagnosis.Evidence == Evidence.Gramian;
        string[] dead = [.. diagnosis.Tasks.Where(task => task.GradientNorm == 0).Select(task => Quoted(task.Name))];
        (bool Applies, string Text)[] all =
        [
            (diagnosis.Evidence == Evidence.Losses, "The trace has neither gradient norms nor Gramians, so only the losses are compared; docs/trace-format.md says how to record them."),
            (diagnosis.Evidence == Evidence.GradientNorms, "The trace has no Gramians (inner products of the task gradients), so nothing is known of conflicts; docs/trace-format.md says how to record them."),
            (dead.Length > 0, Dead(diagnosis, dead)),
            (diagnosis.Tasks.Any(task => double.IsNaN(task.LossShare)), "A loss was negative, or all were zero, so shares of the losses are not defined."),
            (diagnosis.Weights.Any(effect => double.IsInfinity(effect.ConditionNumber)), "An infinite condition number means linearly dependent gradients, such as of two tasks that want exactly the same: no weights change that."),
            (hasGramians && diagnosis.Layers.Count == 0, "Where in the network tasks conflict is not in a trace: 'autoscale diagnose --problem NAME' measures it layer by layer."),
            (diagnosis.Method is not (null or Unitary), $"The recorded run chose its weights by {Quoted(diagnosis.Method ?? Unitary)}. The gradients are of the unweighted losses, but at the parameters that this method came by."),
            (diagnosis.Steps < DiagnosisThresholds.FewSteps, $"{Wording.Count(diagnosis.Steps, "step")} {(diagnosis.Steps == 1 ? "is" : "are")} little to go by: record at least {DiagnosisThresholds.FewSteps}."),
            (true, FormattableString.Invariant($"This is read off {Wording.Count(diagnosis.Steps, "step")}, {diagnosis.FirstIteration} to {diagnosis.LastIteration}, of one seed, and gradients change as training goes on. It is a hint about the trained network, not a result: only training with both weights tells.")),
        ];
        return [.. all.Where(note => note.Applies).Select(note => note.Text), .. diagnosis.Weights.SelectMany(effect => effect.Warnings).Distinct()];
    }

    private static string Dead(Diagnosis diagnosis, string[] dead) => dead.Length == diagnosis.Tasks.Count
        ? "Every gradient was zero on every step, so there is nothing to compare: check that the losses depend on the shared parameters."
        : dead.Length == 0 ? string.Empty
        : $"The gradient of {List(dead)} was zero on every step: check that the loss depends on the shared parameters. No weights are suggested before it does.";
}
