using System.Reflection;

namespace AutoScale.Torch.Tests.Golden;

public class GoldenTests
{
    private const double Tolerance = 1e-6; // relative to 1 or the value, whichever is greater: the cases are in single precision

    private static readonly GoldenCase[] _cases = [.. ElementwiseCases.All, .. StructureCases.All, .. FunctionalCases.All];

    public static TheoryData<int, string> CaseNumbers
    {
        get
        {
            TheoryData<int, string> numbers = [];
            for (int i = 0; i < _cases.Length; i++)
            {
                numbers.Add(i, _cases[i].Operator);
            }

            return numbers;
        }
    }

    private static TorchOperator[] BoundOperators =>
        [.. typeof(Tensor).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(member => member.FieldType == typeof(TorchOperator))
            .Select(member => (TorchOperator)member.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Run_GoldenInput_GivesTheValuesComputedByHand(int number, string name)
    {
        using TensorScope scope = new();
        Torch.Seed(1);
        GoldenCase golden = _cases[number];

        Tensor result = golden.Run();

        Assert.True(golden.Shape.SequenceEqual(result.Shape), $"{name}: expected shape [{string.Join(", ", golden.Shape)}], got {result}.");
        double[] values = result.To(ScalarType.Float64).ToArray<double>();
        for (int i = 0; i < values.Length; i++)
        {
            double expected = golden.Values[i];
            Assert.True(
                Math.Abs(values[i] - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                $"{name}, element {i}: expected {expected:R}, got {values[i]:R}.");
        }
    }

    [Fact]
    public void BoundOperators_All_HaveAGoldenCaseThatCallsThem()
    {
        using TensorScope scope = new();
        FieldInfo handle = typeof(TorchOperator).GetField("_handle", BindingFlags.Instance | BindingFlags.NonPublic)!;
        ILookup<string, GoldenCase> cases = _cases.ToLookup(golden => golden.Operator);
        foreach (TorchOperator bound in BoundOperators)
        {
            Assert.True(cases.Contains(bound.ToString()), $"{bound} is bound but has no golden case.");
            foreach (GoldenCase golden in cases[bound.ToString()])
            {
                handle.SetValue(bound, (nint)0); // a call looks its operator up again, and so shows that it was made
                golden.Run();
                Assert.True((nint)handle.GetValue(bound)! != 0, $"The golden case of {bound} does not call it.");
            }
        }
    }

    [Fact]
    public void BoundOperators_Twice_AreNotThere()
    {
        string[] names = [.. BoundOperators.Select(bound => bound.ToString())];

        Assert.Equal(names.Order(), names.Distinct().Order());
    }
}
