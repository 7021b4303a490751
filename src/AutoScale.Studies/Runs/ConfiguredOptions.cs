using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Studies.Runs;

/// <summary>Makes the trainer's options that a configuration asks for, and checks them against machine and data.</summary>
internal static class ConfiguredOptions
{
    /// <summary>Makes the options.</summary>
    /// <param name="configuration">The run.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ConfigurationException">This machine has no such device.</exception>
    public static TrainingOptions Create(RunConfiguration configuration)
    {
        Device device = Device.Parse(configuration.Device);
        int available = device.Type == DeviceType.Cpu ? 0 : Torch.Torch.CudaDeviceCount;
        if (device.Type != DeviceType.Cpu && device.Index >= available)
        {
            string found = available == 0 ? "no CUDA device" : available == 1 ? "one CUDA device, cuda:0" : $"{available} CUDA devices, cuda:0 to cuda:{available - 1}";
            throw new ConfigurationException($"device is '{configuration.Device}', but the engine sees {found}; cpu always works.");
        }

        return new TrainingOptions
        {
            Iterations = configuration.Iterations,
            BatchSize = configuration.Batch,
            Optimizer = configuration.Optimizer,
            LearningRate = configuration.LearningRate,
            WeightDecay = configuration.WeightDecay,
            Momentum = configuration.Momentum,
            Schedule = ScheduleText.Parse(configuration.Schedule, configuration.WarmUp),
            Seed = configuration.Seed,
            Device = device,
            HeadGradient = configuration.HeadGradient,
            WeightScale = configuration.WeightScale,
            GradientScope = configuration.GradientScope,
            NonFiniteLoss = configuration.NonFiniteLoss,
            ValidateEvery = configuration.ValidateEvery,
            CheckpointEvery = configuration.CheckpointEvery,
            Method = configuration.Method,
            MethodSettings = string.Join(' ', configuration.MethodOptions.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}={option.Value}")),
        };
    }

    /// <summary>Throws unless the options fit the problem's data.</summary>
    /// <param name="options">The options.</param>
    /// <param name="trainingSamples">Size of the problem's training split.</param>
    /// <exception cref="ConfigurationException">A batch is larger than the training split.</exception>
    public static void RequireFit(TrainingOptions options, int trainingSamples)
    {
        try
        {
            options.Validate(trainingSamples);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException(Wording.Of(exception), exception);
        }
    }
}
