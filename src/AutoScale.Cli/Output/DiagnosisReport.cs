using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Progress;
using AutoScale.Diagnoses;
using AutoScale.Runs;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>A diagnosis, for a person and for a program.</summary>
/// <param name="Subject">What was diagnosed: a trace's file, or a probe in words.</param>
/// <param name="Diagnosis">The findings.</param>
/// <param name="Training">The options with which 'train' trains what was diagnosed; empty where nobody knows them.</param>
internal sealed record DiagnosisReport(string Subject, Diagnosis Diagnosis, IReadOnlyList<string> Training)
{
    private const int BarWidth = 10;

    /// <summary>Prints a page: the headline, tables each with its sentence, weights and how to use them, notes.</summary>
    /// <param name="environment">Where it is printed.</param>
    public void Print(CommandEnvironment environment)
    {
        environment.Out.WriteLine();
        Paragraph(environment, Diagnosis.Headline);
        Section(environment, "How long the gradients are", Tasks(), DiagnosisTopic.Dominance, DiagnosisTopic.Losses);
        Section(environment, "Whether tasks conflict", Diagnosis.Pairs.Any(pair => !double.IsNaN(pair.MeanCosine)) ? Pairs() : null, DiagnosisTopic.Conflict);
        LayerFinding[] layers = [.. Diagnosis.Layers.Where(layer => layer.GradientShare >= DiagnosisThresholds.SmallestShare)];
        Section(environment, "Where in the network", layers.Length > 0 ? Layers(layers) : null, DiagnosisTopic.Layers);
        if (layers.Length < Diagnosis.Layers.Count)
        {
            Paragraph(environment, $"{Wording.Count(Diagnosis.Layers.Count - layers.Length, "layer")} with less than 1 % of the gradient each are left out; --json has them.");
        }

        Section(environment, "Whether equal weights will do", null, DiagnosisTopic.EqualWeights);
        Section(environment, "Weights to try", Diagnosis.Weights.Count > 1 ? Weights() : null, DiagnosisTopic.Weights);
        if (Diagnosis.Weights.Count > 1)
        {
            Advice(environment);
        }

        environment.Out.WriteLine();
        foreach (string note in Diagnosis.Notes)
        {
            Paragraph(environment, $"Note: {note}");
        }
    }

    /// <summary>Everything as one JSON object.</summary>
    /// <returns>The object.</returns>
    public JsonObject ToJson()
    {
        JsonObject json = Diagnosis.ToJson();
        json.Insert(0, "subject", Subject);
        return json;
    }

    private void Section(CommandEnvironment environment, string title, Table? table, params DiagnosisTopic[] topics)
    {
        DiagnosisSentence[] sentences = [.. Diagnosis.Sentences.Where(sentence => topics.Contains(sentence.Topic))];
        if (sentences.Length == 0 && table is null)
        {
            return;
        }

        environment.Out.WriteLine();
        environment.Out.WriteLine(title);
        if (table is not null)
        {
            CommandOutput.WriteNumbers(environment, table);
        }

        foreach (DiagnosisSentence sentence in sentences)
        {
            Paragraph(environment, sentence.Text);
        }
    }

    private static void Paragraph(CommandEnvironment environment, string text) => CommandOutput.Write(environment, new Text(text + "\n"));

    private Table Tasks()
    {
        Table table = CommandOutput.Numbers(["task"], ["gradient norm", "of the update", "loss", "of the losses"]);
        foreach (TaskFinding task in Diagnosis.Tasks)
        {
            CommandOutput.AddRow(table, task.Name, Number(task.GradientNorm), Share(task.UpdateShare), Number(task.Loss), Share(task.LossShare));
        }

        return table;
    }

    private Table Pairs()
    {
        Table table = CommandOutput.Numbers(["pair", "in conflict"], ["", "mean cosine", "magnitude similarity"]);
        foreach (PairFinding pair in Diagnosis.Pairs)
        {
            CommandOutput.AddRow(table, $"{pair.First} - {pair.Second}", Bar(pair.ConflictShare), Share(pair.ConflictShare), TwoDigits(pair.MeanCosine), TwoDigits(pair.MagnitudeSimilarity));
        }

        return table;
    }

    private Table Layers(LayerFinding[] layers)
    {
        Table table = CommandOutput.Numbers(["layer, input first", "in conflict"], ["", "mean cosine", "magnitude similarity", "of the gradient"]);
        bool hasPairs = Diagnosis.Pairs.Count > 1;
        if (hasPairs)
        {
            table.AddColumn(new TableColumn(new Text("most often")).NoWrap());
        }

        foreach (LayerFinding layer in layers)
        {
            string worst = layer.WorstPair is { } pair ? $"{pair.First} - {pair.Second} {Share(pair.ConflictShare)}" : "-";
            string[] cells =
            [
                layer.Name, Bar(layer.ConflictShare), Share(layer.ConflictShare), TwoDigits(layer.MeanCosine), TwoDigits(layer.MagnitudeSimilarity), Share(layer.GradientShare),
            ];
            CommandOutput.AddRow(table, hasPairs ? [.. cells, worst] : cells);
        }

        return table;
    }

    private Table Weights()
    {
        Table table = CommandOutput.Numbers(["weights"], [.. Diagnosis.Tasks.Select(task => task.Name), "magnitude similarity", "condition number"]);
        foreach (WeightEffect effect in Diagnosis.Weights)
        {
            CommandOutput.AddRow(table, [effect.Origin, .. effect.Weights.Select(Number), TwoDigits(effect.MagnitudeSimilarity), Number(effect.ConditionNumber)]);
        }

        return table;
    }

    private void Advice(CommandEnvironment environment)
    {
        string weights = string.Join(',', Diagnosis.Weights[1].Weights.Select(weight => weight.ToString("G4", CultureInfo.InvariantCulture)));
        string[] choice = ["--method", "fixed", "--set", $"weights={weights}"];
        environment.Out.WriteLine();
        if (Training.Count == 0)
        {
            environment.Out.WriteLine($"Use them as fixed weights of the losses; in this program {string.Join(' ', choice)}.");
            environment.Out.WriteLine("AutoScale takes them from the first fifth of a training; 'autoscale replay' solves for its weights from a trace.");
            return;
        }

        environment.Out.WriteLine($"""
            To train with the first of these:
              {environment.Invocation(["train", .. Training, .. choice])}
            For the real thing let AutoScale choose, from the first fifth of the run instead of these steps:
              {environment.Invocation(["train", .. Training, "--method", "autoscale"])}
            """);
    }

    private static string Bar(double fraction) => double.IsNaN(fraction) ? string.Empty : new string('█', (int)Math.Round(fraction * BarWidth));

    private static string Number(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "infinite" : Quantity.Number(value);

    private static string Share(double fraction) => double.IsNaN(fraction) ? "-" : fraction.ToString("0 %;-0 %;0 %", CultureInfo.InvariantCulture);

    private static string TwoDigits(double value) => double.IsNaN(value) ? "-" : Quantity.Hundredths(value);
}
