using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests;

/// <summary>What the trainer relies on in every model.</summary>
internal static class ParameterPartition
{
    /// <summary>Asserts that each parameter is shared or of one task, and that each task's gradient reaches the trunk and its own head only.</summary>
    public static void AssertHolds(IProblem problem)
    {
        using TensorScope scope = new();
        using MultiTaskModel model = problem.CreateModel();
        HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance);
        Assert.All(model.SharedParameters, parameter => Assert.True(seen.Add(parameter)));
        for (int task = 0; task < problem.Tasks.Count; task++)
        {
            Assert.NotEmpty(model.TaskParameters(task));
            Assert.All(model.TaskParameters(task), parameter => Assert.True(seen.Add(parameter)));
        }

        Assert.Equal(model.Parameters().Count, seen.Count);
        Assert.NotEmpty(model.LastSharedParameters);
        Assert.All(model.LastSharedParameters, parameter => Assert.Contains(parameter, model.SharedParameters));
        Batch batch = problem.Train.Load([0, 1, 2, 3], Device.Cpu);
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        for (int task = 0; task < problem.Tasks.Count; task++)
        {
            Tensor loss = problem.Tasks[task].Loss(model.Decode(task, representation), batch.Targets[task]);
            Tensor[] reached = [.. model.SharedParameters, .. model.TaskParameters(task)];
            Tensor?[] gradients = Autograd.Gradients([loss], reached, retainGraph: true);
            Assert.Equal(0, loss.Dimensions);
            Assert.All(gradients, gradient => Assert.True(gradient!.IsFinite()));
            Assert.All(gradients, gradient => Assert.True(gradient!.Abs().Sum().Item() > 0));
        }
    }
}
