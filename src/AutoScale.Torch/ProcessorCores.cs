namespace AutoScale.Torch;

/// <summary>How many CPU threads are worth starting: one per core, not one per hardware thread of a core.</summary>
internal static class ProcessorCores
{
    private const string LinuxTopology = "/sys/devices/system/cpu";

    /// <summary>Cores this process may use. At least 1.</summary>
    internal static int Available => Count(LinuxTopology, Environment.ProcessorCount);

    /// <summary>Counts the cores that Linux describes; libtorch's own count takes some virtual machines for a single core.</summary>
    /// <param name="topology">The folder with one folder per hardware thread.</param>
    /// <param name="processors">Hardware threads this process may use.</param>
    internal static int Count(string topology, int processors)
    {
        if (!Directory.Exists(topology))
        {
            return processors;
        }

        HashSet<string> cores = [];
        foreach (string folder in Directory.EnumerateDirectories(topology, "cpu*"))
        {
            string siblings = Path.Combine(folder, "topology", "thread_siblings_list");
            if (File.Exists(siblings))
            {
                cores.Add(File.ReadAllText(siblings));
            }
        }

        return cores.Count == 0 ? processors : Math.Min(cores.Count, processors);
    }
}
