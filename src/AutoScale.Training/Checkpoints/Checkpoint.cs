using System.Security.Cryptography;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training.Methods;

namespace AutoScale.Training.Checkpoints;

/// <summary>A model, its optimizer and the run's state in one safetensors file, written atomically and guarded by a checksum.</summary>
internal static class Checkpoint
{
    private const string Format = "autoscale-checkpoint";
    private const string Version = "1";
    private const string ModelPrefix = "model.";
    private const string OptimizerPrefix = "optimizer.";
    private const string MethodPrefix = "method.";

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="path">The file; a former checkpoint there is replaced only when the new one is whole.</param>
    /// <param name="model">Its parameters and buffers are kept.</param>
    /// <param name="state">The run's state.</param>
    /// <param name="optimizer">Its state is kept; null keeps none.</param>
    /// <param name="method">Its tensors are kept; null where it has none.</param>
    /// <exception cref="TrainingException">A parameter is not finite: the checkpoint before stays.</exception>
    public static void Write(string path, Module model, TrainingState state, Optimizer? optimizer = null, IHoldsTensors? method = null)
    {
        using TensorScope scope = new();
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach ((string name, Tensor value) in model.State())
        {
            if (!value.IsFinite())
            {
                throw new TrainingException($"Parameter '{name}' is not finite after iteration {state.Iteration}: no checkpoint was written. Lower the learning rate, or check the data.");
            }

            tensors.Add(ModelPrefix + name, value.To(Device.Cpu));
        }

        foreach ((string name, Tensor value) in optimizer?.State() ?? new Dictionary<string, Tensor>())
        {
            tensors.Add(OptimizerPrefix + name, value.To(Device.Cpu));
        }

        foreach ((string name, Tensor value) in method?.Tensors() ?? new Dictionary<string, Tensor>())
        {
            tensors.Add(MethodPrefix + name, value.To(Device.Cpu));
        }

        string stateText = TrainingStateText.Format(state);
        Dictionary<string, string> metadata = new()
        {
            ["format"] = Format,
            ["version"] = Version,
            ["state"] = stateText,
            ["sha256"] = Checksum(tensors, stateText),
        };
        AtomicFile.Write(path, stream => Safetensors.Write(stream, tensors, metadata));
    }

    /// <summary>Reads a checkpoint into a model and an optimizer of the same shapes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Receives parameters and buffers.</param>
    /// <param name="optimizer">Receives its state; null leaves it out.</param>
    /// <param name="method">Receives its tensors; null leaves them out.</param>
    /// <returns>The run's state.</returns>
    /// <exception cref="TrainingException">The file is missing, damaged, or of another model.</exception>
    public static TrainingState Read(string path, Module model, Optimizer? optimizer = null, IHoldsTensors? method = null)
    {
        using TensorScope scope = new();
        try
        {
            using FileStream stream = File.OpenRead(path);
            (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(stream);
            TrainingState state = Check(tensors, metadata);
            model.Load(Under(ModelPrefix, tensors));
            optimizer?.Load(Under(OptimizerPrefix, tensors));
            method?.Load(Under(MethodPrefix, tensors));
            return state;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException or KeyNotFoundException)
        {
            throw new TrainingException($"The checkpoint {path} cannot be used: {Wording.Of(e).TrimEnd('.')}. Start the run again in a new folder, or put back an undamaged copy.", e);
        }
    }

    private static TrainingState Check(Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata)
    {
        string format = metadata.GetValueOrDefault("format", "none");
        string version = metadata.GetValueOrDefault("version", "none");
        if (format != Format || version != Version)
        {
            throw new FormatException($"expected format {Format} version {Version}, got {format} version {version}");
        }

        string expected = metadata["sha256"];
        string found = Checksum(tensors, metadata["state"]);
        return expected == found
            ? TrainingStateText.Parse(metadata["state"])
            : throw new FormatException("its checksum does not fit its content: the file is damaged");
    }

    private static Dictionary<string, Tensor> Under(string prefix, Dictionary<string, Tensor> tensors) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);

    // Of everything the file says but the checksum itself, in the bytes it is written in.
    private static string Checksum(Dictionary<string, Tensor> tensors, string stateText)
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream stream = new(Stream.Null, hash, CryptoStreamMode.Write))
        {
            Safetensors.Write(stream, tensors, new Dictionary<string, string> { ["state"] = stateText });
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
