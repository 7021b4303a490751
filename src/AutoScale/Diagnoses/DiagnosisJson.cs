using System.Text.Json.Nodes;
using AutoScale.Runs;
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
        ["normRatio"] = RecordJson.Number(diagnosis.NormRatio),
        ["magnitudeSimilarity"] = RecordJson.Number(diagnosis.MagnitudeSimilarity),
        ["conflictShare"] = RecordJson.Number(diagnosis.ConflictShare),
        ["meanCosine"] = RecordJson.Number(diagnosis.MeanCosine),
        ["windowCosines"] = RecordJson.Numbers(diagnosis.WindowCosines),
        ["tasks"] = Array(diagnosis.Tasks, Task),
        ["pairs"] = Array(diagnosis.Pairs, Pair),
        ["layers"] = Array(diagnosis.Layers, Layer),
        ["weights"] = Array(diagnosis.Weights, effect => Effect(diagnosis, effect)),
        ["sentences"] = Array(diagnosis.Sentences, sentence => new JsonObject { ["topic"] = MethodOptions.Format(sentence.Topic), ["text"] = sentence.Text }),
        ["notes"] = RecordJson.Names(diagnosis.Notes),
    };

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode?> convert) => new([.. values.Select(convert)]);

    private static JsonObject Task(TaskFinding task) => new()
    {
        ["name"] = task.Name,
        ["loss"] = RecordJson.Number(task.Loss),
        ["lossShare"] = RecordJson.Number(task.LossShare),
        ["gradientNorm"] = RecordJson.Number(task.GradientNorm),
        ["updateShare"] = RecordJson.Number(task.UpdateShare),
    };

    private static JsonObject Pair(PairFinding pair) => new()
    {
        ["tasks"] = new JsonArray(pair.First, pair.Second),
        ["conflictShare"] = RecordJson.Number(pair.ConflictShare),
        ["meanCosine"] = RecordJson.Number(pair.MeanCosine),
        ["magnitudeSimilarity"] = RecordJson.Number(pair.MagnitudeSimilarity),
    };

    private static JsonObject Layer(LayerFinding layer) => new()
    {
        ["name"] = layer.Name,
        ["parameters"] = layer.ParameterCount,
        ["gradientShare"] = RecordJson.Number(layer.GradientShare),
        ["conflictShare"] = RecordJson.Number(layer.ConflictShare),
        ["meanCosine"] = RecordJson.Number(layer.MeanCosine),
        ["magnitudeSimilarity"] = RecordJson.Number(layer.MagnitudeSimilarity),
        ["worstPair"] = layer.WorstPair is { } pair ? Pair(pair) : null,
    };

    private static JsonObject Effect(Diagnosis diagnosis, WeightEffect effect) => new()
    {
        ["origin"] = effect.Origin,
        ["weights"] = RecordJson.PerTask([.. diagnosis.Tasks.Select(task => task.Name)], [.. effect.Weights]),
        ["magnitudeSimilarity"] = RecordJson.Number(effect.MagnitudeSimilarity),
        ["conditionNumber"] = RecordJson.Number(effect.ConditionNumber),
        ["warnings"] = RecordJson.Names(effect.Warnings),
    };
}
