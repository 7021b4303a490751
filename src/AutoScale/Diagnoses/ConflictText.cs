using AutoScale.Runs;
using static AutoScale.Diagnoses.PlainWords;

namespace AutoScale.Diagnoses;

/// <summary>Says in plain words how often tasks conflict, and where.</summary>
internal static class ConflictText
{
    private const double SlightCosine = 0.3;

    /// <summary>How often, which pair, and what it means; null without Gramians.</summary>
    public static string? Conflict(Diagnosis diagnosis)
    {
        if (double.IsNaN(diagnosis.MeanCosine))
        {
            return null;
        }

        PairFinding? worst = diagnosis.Pairs.Where(pair => pair.ConflictShare > 0).MaxBy(pair => pair.ConflictShare);
        string often = worst is null ? "Tasks never conflict: no two gradients ever point against each other."
            : diagnosis.Pairs.Count == 1 ? $"{Both(worst)} conflict on {Percent(worst.ConflictShare)} of the steps: their gradients point against each other."
            : $"A pair of tasks conflicts (its gradients point against each other) on {Percent(diagnosis.ConflictShare)} of the steps on average; {Both(worst)} most often, on {Percent(worst.ConflictShare)}.";
        string spread = diagnosis.WindowCosines.Count < 2
            ? string.Empty
            : $", {TwoDigits(diagnosis.WindowCosines.Min())} to {TwoDigits(diagnosis.WindowCosines.Max())} over {Wording.Count(diagnosis.WindowCosines.Count, "window")}";
        return $"{often} The mean cosine is {TwoDigits(diagnosis.MeanCosine)}{spread} (1 is the same direction, 0 unrelated, -1 opposite).{Meaning(diagnosis)}";
    }

    /// <summary>In which layers; null where they are not known.</summary>
    public static string? Layers(Diagnosis diagnosis)
    {
        LayerFinding[] layers = [.. diagnosis.Layers
            .Where(layer => layer.GradientShare >= DiagnosisThresholds.SmallestShare && !double.IsNaN(layer.ConflictShare))
            .OrderBy(layer => layer.ConflictShare)];
        if (layers.Length < 2)
        {
            return null;
        }

        (LayerFinding rarest, LayerFinding most) = (layers[0], layers[^1]);
        return most.ConflictShare - rarest.ConflictShare < DiagnosisThresholds.AlikeShares
            ? $"Conflicts are about as frequent in every layer: {Percent(rarest.ConflictShare)} to {Percent(most.ConflictShare)}."
            : $"Conflicts are most frequent in {Describe(most, diagnosis)} and rarest in {Describe(rarest, diagnosis)}.";
    }

    private static string Meaning(Diagnosis diagnosis) => diagnosis.MeanCosine switch
    {
        >= DiagnosisThresholds.AlignedCosine => " The tasks pull the same way.",
        <= -DiagnosisThresholds.NearZeroCosine => " On the whole the tasks pull against each other. Loss weights change the lengths of gradients, never their angles; methods that change the direction, such as pcgrad or cagrad, are made for that.",
        < DiagnosisThresholds.NearZeroCosine => " So the tasks neither help nor hinder each other on the whole; by chance alone such gradients conflict on half of the steps.",
        < SlightCosine => " On the whole the tasks pull a slightly similar way.",
        _ => " On the whole the tasks pull a similar way.",
    };

    private static string Both(PairFinding pair) => $"{Quoted(pair.First)} and {Quoted(pair.Second)}";

    private static string Describe(LayerFinding layer, Diagnosis diagnosis)
    {
        string pair = diagnosis.Pairs.Count > 1 && layer.WorstPair is { } worst ? $", most often {Both(worst)}" : string.Empty;
        return $"{Quoted(layer.Name)} ({Percent(layer.ConflictShare)}, mean cosine {TwoDigits(layer.MeanCosine)}{pair})";
    }
}
