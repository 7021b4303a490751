using AutoScale.Gradients;
using static AutoScale.Diagnoses.PlainWords;

namespace AutoScale.Diagnoses;

/// <summary>Says a diagnosis in plain words.</summary>
internal static class DiagnosisText
{
    private const string Paper = "\"Uniform Loss vs. Specialized Optimization\", 2025";

    /// <summary>The most important finding.</summary>
    public static string Headline(Diagnosis diagnosis) => $"{Dominance(diagnosis)} {Verdict(diagnosis.Verdict)}.";

    /// <summary>What the headline leaves out.</summary>
    public static IReadOnlyList<DiagnosisSentence> Sentences(Diagnosis diagnosis)
    {
        (DiagnosisTopic Topic, string? Text)[] all =
        [
            (DiagnosisTopic.Dominance, Shares(diagnosis)),
            (DiagnosisTopic.Losses, Losses(diagnosis)),
            (DiagnosisTopic.Conflict, ConflictText.Conflict(diagnosis)),
            (DiagnosisTopic.Layers, ConflictText.Layers(diagnosis)),
            (DiagnosisTopic.EqualWeights, $"{Verdict(diagnosis.Verdict)}: {Reason(diagnosis)}"),
            (DiagnosisTopic.Weights, Weights(diagnosis)),
        ];
        return [.. all.Where(sentence => sentence.Text is not null).Select(sentence => new DiagnosisSentence(sentence.Topic, sentence.Text!))];
    }

    private static string Dominance(Diagnosis diagnosis)
    {
        TaskFinding[] tasks = [.. diagnosis.Tasks.Where(task => task.GradientNorm > 0).OrderByDescending(task => task.GradientNorm)];
        if (tasks.Length < 2)
        {
            return diagnosis.Evidence == Evidence.Losses
                ? "Which task dominates cannot be told from losses alone."
                : "Which task dominates cannot be told: fewer than two tasks have a gradient.";
        }

        if (diagnosis.NormRatio < DiagnosisThresholds.UnequalRatio)
        {
            string difference = diagnosis.NormRatio < 1.05 ? "all gradients are about equally long" : $"the longest gradient, of {Quoted(tasks[0].Name)}, is {Factor(diagnosis.NormRatio)} times as long as the shortest, of {Quoted(tasks[^1].Name)}";
            return $"No task dominates: {difference}.";
        }

        string[] leaders = Leaders(diagnosis);
        string whose = leaders.Length == 1
            ? $"{leaders[0]} dominates: its gradient is"
            : $"{List(leaders)} dominate: the gradient of {leaders[0]} is";
        string[] followers = [.. tasks.Skip(leaders.Length).Reverse().Select(task => $"{Factor(tasks[0].GradientNorm / task.GradientNorm)} times as long as that of {Quoted(task.Name)}")];
        return $"{whose} typically {List(followers.Length <= 3 ? followers : followers[..1])}.";
    }

    /// <summary>The tasks whose gradients are about as long as the longest, longest first.</summary>
    private static string[] Leaders(Diagnosis diagnosis)
    {
        double longest = diagnosis.Tasks.Max(task => task.GradientNorm);
        return [.. diagnosis.Tasks.Where(task => longest / task.GradientNorm < DiagnosisThresholds.UnequalRatio).OrderByDescending(task => task.GradientNorm).Select(task => Quoted(task.Name))];
    }

    private static string? Shares(Diagnosis diagnosis)
    {
        if (double.IsNaN(diagnosis.NormRatio))
        {
            return null;
        }

        string similarity = $"The mean magnitude similarity is {TwoDigits(diagnosis.MagnitudeSimilarity)} (1 is equally long, 0 is nothing alike).";
        if (diagnosis.Tasks.Any(task => double.IsNaN(task.UpdateShare)))
        {
            return similarity;
        }

        string[] shares = [.. diagnosis.Tasks.OrderByDescending(task => task.UpdateShare).Select(task =>
            $"{Quoted(task.Name)} makes {Percent(task.UpdateShare)}{(task.UpdateShare < 0 ? " (it goes against that task)" : string.Empty)}")];
        return $"{similarity} Of an equally weighted update {List(shares)}.";
    }

    private static string? Losses(Diagnosis diagnosis)
    {
        if (diagnosis.Tasks.Any(task => double.IsNaN(task.LossShare)))
        {
            return null;
        }

        TaskFinding[] order = [.. diagnosis.Tasks.OrderByDescending(task => task.LossShare)];
        string text = $"Of the sum of the losses, {List([.. order.Select(task => $"{Quoted(task.Name)} makes {Percent(task.LossShare)}")])}.";
        TaskFinding longest = diagnosis.Tasks.MaxBy(task => task.GradientNorm)!;
        return diagnosis.NormRatio >= DiagnosisThresholds.UnequalRatio && longest.Name != order[0].Name
            ? $"{text} The largest loss does not have the longest gradient here: weights made from losses alone would be misled."
            : text;
    }

    private static string Verdict(UnitaryVerdict verdict) => verdict switch
    {
        UnitaryVerdict.LikelyEnough => "Equal weights are probably good enough",
        UnitaryVerdict.LikelyNotEnough => "Equal weights are probably not good enough",
        UnitaryVerdict.Unclear => "Whether equal weights are good enough is unclear",
        _ => "Whether equal weights are good enough cannot be told",
    };

    private static string Reason(Diagnosis diagnosis)
    {
        string factor = $"the gradients differ in length by a factor of {Factor(diagnosis.NormRatio)}";
        string cosine = double.IsNaN(diagnosis.MeanCosine)
            ? "nothing is known of their directions"
            : $"their mean cosine is {TwoDigits(diagnosis.MeanCosine)}";
        string observed = $"In {Paper}, Appendix A.2.1, equal weights did as well as specialized optimizers where the mean cosine was about 0.7, and worse at 0.45 and below; that is a handful of data sets.";
        return diagnosis.Verdict switch
        {
            UnitaryVerdict.CannotTell => "that takes the gradients of at least two tasks.",
            UnitaryVerdict.LikelyEnough when diagnosis.MeanCosine >= DiagnosisThresholds.AlignedCosine =>
                $"the gradients point nearly the same way ({cosine}), so loss weights hardly change where the shared parameters go. {observed}",
            UnitaryVerdict.LikelyEnough =>
                $"the gradients are about equally long, so weights that balance them are nearly equal too. For two such tasks most specialized optimizers come out at equal weights ({Paper}, section 3.2 and Propositions 1 to 4).",
            UnitaryVerdict.LikelyNotEnough =>
                $"{factor} and point in different directions ({cosine}), so the shared parameters learn mostly from {List(Leaders(diagnosis))}. {observed}",
            _ => $"{factor}, and {cosine}. {observed}",
        };
    }

    private static string? Weights(Diagnosis diagnosis)
    {
        if (diagnosis.Weights.Count < 2)
        {
            return null;
        }

        (WeightEffect before, WeightEffect after) = (diagnosis.Weights[0], diagnosis.Weights[1]);
        string condition = double.IsNaN(before.ConditionNumber)
            ? string.Empty
            : $", the condition number from {Condition(before.ConditionNumber)} to {Condition(after.ConditionNumber)} (1 is best)";
        return $"Weights that make the weighted gradients equally long take the magnitude similarity from {TwoDigits(before.MagnitudeSimilarity)} to {TwoDigits(after.MagnitudeSimilarity)}{condition}.";
    }
}
