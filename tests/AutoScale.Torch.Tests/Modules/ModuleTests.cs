using AutoScale.Torch.Tests.Layers;

namespace AutoScale.Torch.Tests.Modules;

public class ModuleTests
{
    [Fact]
    public void NamedParameters_NestedModules_JoinsNamesByDotsInOrder()
    {
        using Network network = new();

        Assert.Equal(
            ["scale", "body.0.weight", "body.0.bias", "body.1.weight", "body.1.bias", "head.weight"],
            network.NamedParameters().Select(parameter => parameter.Name));
        Assert.Equal(["body.1.running_mean", "body.1.running_var"], network.NamedBuffers().Select(buffer => buffer.Name));
        Assert.Equal(network.NamedParameters().Select(parameter => parameter.Value), network.Parameters());
        Assert.All(network.Parameters(), parameter => Assert.True(parameter.RequiresGradient));
        Assert.All(network.NamedBuffers(), buffer => Assert.False(buffer.Value.RequiresGradient));
    }

    [Fact]
    public void NamedParameters_SharedPart_CountsOnce()
    {
        Linear shared = new(2, 2);
        using Sequential network = new(shared, new Relu(), shared);

        Assert.Equal(["0.weight", "0.bias"], network.NamedParameters().Select(parameter => parameter.Name));
        Assert.Equal(2, network.State().Count);
    }

    [Fact]
    public void Constructor_InsideScopes_MakesParametersThatOutliveThem()
    {
        Network network;
        using (TensorScope outer = new())
        {
            using TensorScope inner = new();
            network = new Network();
        }

        using (network)
        {
            Assert.Equal(2, network.State()["head.weight"].Dimensions);
            Assert.Equal([1.0], Values.Of(network.State()["scale"]));
        }
    }

    [Fact]
    public void Train_OnAndOff_ReachesEveryPart()
    {
        Dropout dropout = new();
        using Sequential network = new(new Sequential(dropout));
        Assert.True(dropout.IsTraining);

        network.Evaluate();
        Assert.False(dropout.IsTraining || network.IsTraining);

        network.Train();
        Assert.True(dropout.IsTraining && network.IsTraining);
    }

    [Fact]
    public void Load_StateOfAnotherInstance_MakesThemEqualWithoutSharing()
    {
        Torch.Seed(1);
        using Network source = new();
        using Network target = new();
        Tensor weight = target.State()["head.weight"];

        target.Load(source.State());

        Assert.Same(weight, target.State()["head.weight"]);
        foreach ((string name, Tensor value) in source.State())
        {
            Assert.Equal(Values.Of(value), Values.Of(target.State()[name]));
        }

        Values.Set(source.State()["head.weight"], 8, 9);
        Assert.NotEqual(Values.Of(source.State()["head.weight"]), Values.Of(weight));
    }

    [Fact]
    public void Load_StateThatDoesNotFit_ListsEveryFaultAndChangesNothing()
    {
        using TensorScope scope = new();
        using Network network = new();
        double[] before = Values.Of(network.State()["body.0.weight"]);
        Dictionary<string, Tensor> state = new(network.State())
        {
            ["body.0.weight"] = Tensor.Zeros([2, 2, 1, 1]),
            ["body.0.bias"] = Tensor.Zeros([5]),
            ["extra"] = Tensor.Zeros([1]),
        };
        state.Remove("head.weight");
        state.Remove("body.1.running_var");

        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Load(state));

        Assert.StartsWith(
            "The state does not fit Network: missing: body.1.running_var, head.weight; unexpected: extra; "
            + "of another shape: body.0.bias (expected [2], got [5]), body.0.weight (expected [2, 1, 1, 1], got [2, 2, 1, 1]).",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, Values.Of(network.State()["body.0.weight"]));
    }

    [Fact]
    public void Load_WhatSafetensorsKept_GivesTheSameOutputs()
    {
        using TensorScope scope = new();
        Torch.Seed(2);
        using Network source = new();
        Tensor input = Tensor.RandomNormal([3, 1, 1, 1]);
        source.Forward(input); // moves the running statistics away from their start
        source.Evaluate();
        using MemoryStream stream = new();
        Safetensors.Write(stream, source.State());
        stream.Position = 0;

        using Network target = new();
        target.Load(Safetensors.Read(stream).Tensors);
        target.Evaluate();

        Assert.Equal(source.Forward(input).ToArray<float>(), target.Forward(input).ToArray<float>());
    }

    [Fact]
    public void To_AnotherType_KeepsTheTensorsAndTheirGradients()
    {
        using TensorScope scope = new();
        using Linear layer = new(2, 1);
        Tensor weight = layer.Weight;
        Values.Set(weight, 3, 4);
        Autograd.Backward(layer.Forward(Tensor.Ones([1, 2])).Sum());

        layer.To(ScalarType.Float64);
        Assert.Null(weight.Gradient); // of the old type, it could not be added to
        Autograd.Backward(layer.Forward(Tensor.From([1.0, 2.0], 1, 2)).Sum());

        Assert.Same(weight, layer.Weight);
        Assert.Equal(ScalarType.Float64, weight.ScalarType);
        Assert.True(weight.RequiresGradient);
        Assert.Equal([3.0, 4.0], weight.Detach().ToArray<double>());
        Assert.Equal([1.0, 2.0], weight.Gradient!.ToArray<double>());
    }

    [Fact]
    public void To_WholeNumbers_Throws()
    {
        using Linear layer = new(1, 1);

        Assert.Throws<ArgumentException>(() => layer.To(ScalarType.Int64));
    }

    [Fact]
    public void To_SameDevice_KeepsValues()
    {
        using Linear layer = new(1, 1);
        double[] before = Values.Of(layer.Weight);

        layer.To(Device.Cpu);

        Assert.Equal(before, Values.Of(layer.Weight));
    }

    [Fact]
    public void Dispose_Network_FreesEveryTensor()
    {
        long before = LiveTensors.CountAfterCollection();
        Network network = new();
        Assert.Equal(before + 8, Torch.LiveTensorCount);

        network.Dispose();
        network.Dispose();

        Assert.Equal(before, Torch.LiveTensorCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("scale")]
    [InlineData("head")]
    public void Register_UnusableName_Throws(string name)
    {
        using Network network = new();

        Assert.Throws<ArgumentException>(() => network.Add(name, new Relu()));
        Assert.Throws<ArgumentException>(() => network.AddBuffer(name));
    }

    [Fact]
    public void Register_ModuleInItself_Throws()
    {
        Network network = new();
        Network outer = new();
        outer.Add("inner", network);

        Assert.Throws<ArgumentException>(() => network.Add("self", network));
        Assert.Throws<ArgumentException>(() => network.Add("outer", outer));
    }

    private sealed class Network : Layer
    {
        private readonly Tensor _scale;
        private readonly Sequential _body;
        private readonly Linear _head;

        public Network()
        {
            _scale = RegisterParameter("scale", Tensor.Ones([1]));
            _body = Register("body", new Sequential(new Conv2d(1, 2, 1), new BatchNorm2d(2), new Flatten()));
            _head = Register("head", new Linear(2, 1, bias: false));
        }

        public void Add(string name, Module module) => Register(name, module);

        public void AddBuffer(string name)
        {
            using Tensor buffer = Tensor.Zeros([1]);
            RegisterBuffer(name, buffer);
        }

        public override Tensor Forward(Tensor input) => _head.Forward(_body.Forward(input)).Multiply(_scale);
    }
}
