namespace AutoScale.Torch.Tests;

public sealed class ProcessorCoresTests : IDisposable
{
    private readonly DirectoryInfo _topology = Directory.CreateTempSubdirectory("autoscale-cores");

    public void Dispose() => _topology.Delete(recursive: true);

    [Fact]
    public void Count_TwoThreadsPerCore_CountsEachCoreOnce()
    {
        Describe("0,2", "1,3", "0,2", "1,3");

        Assert.Equal(2, ProcessorCores.Count(_topology.FullName, 4));
        Assert.Equal(1, ProcessorCores.Count(_topology.FullName, 1)); // a process confined to one hardware thread
    }

    [Fact]
    public void Count_NothingDescribed_TrustsTheProcessorCount()
    {
        Assert.Equal(6, ProcessorCores.Count(_topology.FullName, 6));
        Assert.Equal(6, ProcessorCores.Count(Path.Combine(_topology.FullName, "none"), 6));
    }

    [Fact]
    public void Available_Here_IsWithinTheProcessors()
    {
        Assert.InRange(ProcessorCores.Available, 1, Environment.ProcessorCount);
    }

    private void Describe(params string[] siblings)
    {
        for (int i = 0; i < siblings.Length; i++)
        {
            DirectoryInfo folder = _topology.CreateSubdirectory($"cpu{i}/topology");
            File.WriteAllText(Path.Combine(folder.FullName, "thread_siblings_list"), siblings[i]);
        }

        _topology.CreateSubdirectory("cpufreq"); // a folder of another kind, as Linux has it
    }
}
