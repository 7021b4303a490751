using System.Text.Json.Nodes;
using AutoScale.Weighting;

namespace AutoScale.Diagnoses;

/// <summary>Writes a diagnosis as JSON.</summary>
internal static class DiagnosisJson
{
    /// <summary>Every number, and the sentences.</summary>
    public static JsonObject Of(Diagnosis diagnosis) => new()
    {
        ["headline"] = diagnosis.Headline,
        ["evidence"] = MethodOptions.Format(diagnosis.Evidence),
        ["steps"] = diagnosis.Steps,
        ["firstIteration"] = diagnosis.FirstIteration,
        ["lastIteration"] = diagnosis.LastIteration,
        ["method"] = diagnosis.Method,
        ["verdict"] = MethodOptions.Format(diagnosis.Verdict),
        ["normRatio"] = Number(diagnosis.NormRatio),
        ["magnitudeSimilarity"] = Number(diagnosis.MagnitudeSimilarity),
        ["conflictShare"] = Number(diagnosis.ConflictShare),
        ["meanCosine"] = Number(diagnosis.MeanCosine),
        ["windowCosines"] = Array(diagnosis.WindowCosines, Number),
        ["tasks"] = Array(diagnosis.Tasks, Task),
        ["pairs"] = Array(diagnosis.Pairs, Pair),
        ["layers"] = Array(diagnosis.Layers, Layer),
        ["weights"] = Array(diagnosis.Weights, effect => Effect(diagnosis, effect)),
        ["sentences"] = Array(diagnosis.Sentences, sentence => new JsonObject { ["topic"] = MethodOptions.Format(sentence.Topic), ["text"] = sentence.Text }),
        ["notes"] = Array(diagnosis.Notes, note => note),
    };

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode?> convert) => new([.. values.Select(convert)]);

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonObject Task(TaskFinding task) => new JsonObject
    {
        ["name"] = task.Name,
        ["loss"] = Number(task.Loss),
        ["lossShare"] = Number(task.LossShare),
        ["gradientNorm"] = Number(task.GradientNorm),
        ["updateShare"] = Number(task.UpdateShare),
    };

    private static JsonObject Pair(PairFinding pair) => new JsonObject
    {
        ["tasks"] = new JsonArray(pair.First, pair.Second),
        ["conflictShare"] = Number(pair.ConflictShare),
        ["meanCosine"] = Number(pair.MeanCosine),
        ["magnitudeSimilarity"] = Number(pair.MagnitudeSimilarity),
    };

    private static JsonObject Layer(LayerFinding layer) => new JsonObject
    {
        ["name"] = layer.Name,
        ["parameters"] = layer.ParameterCount,
        ["gradientShare"] = Number(layer.GradientShare),
        ["conflictShare"] = Number(layer.ConflictShare),
        ["meanCosine"] = Number(layer.MeanCosine),
        ["magnitudeSimilarity"] = Number(layer.MagnitudeSimilarity),
        ["worstPair"] = layer.WorstPair is { } pair ? Pair(pair) : null,
    };

    private static JsonObject Effect(Diagnosis diagnosis, WeightEffect effect)
    {
        JsonObject weights = [];
        for (int task = 0; task < effect.Weights.Count; task++)
        {
            weights[diagnosis.Tasks[task].Name] = effect.Weights[task];
        }

        return new JsonObject
        {
            ["origin"] = effect.Origin,
            ["weights"] = weights,
            ["magnitudeSimilarity"] = Number(effect.MagnitudeSimilarity),
            ["conditionNumber"] = Number(effect.ConditionNumber),
            ["warnings"] = Array(effect.Warnings, warning => warning),
        };
    }
}
