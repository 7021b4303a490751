using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AutoScale.Torch.Tests;

public partial class NativeInterfaceTests
{
    private static string HeaderText => File.ReadAllText(Path.Combine(Repository, "native", "autoscale_torch.h"));

    private static string Repository
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "native", "autoscale_torch.h")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
        }
    }

    private static string[] DeclaredEntryPoints =>
        [.. typeof(NativeMethods).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint ?? method.GetCustomAttribute<LibraryImportAttribute>()?.EntryPoint)
            .OfType<string>()
            .Distinct()];

    [Fact]
    public void NativeMethods_AgainstTheHeader_DeclareTheSameFunctionsInTheSameOrder()
    {
        string[] inHeader = [.. HeaderFunction().Matches(HeaderText).Select(match => match.Groups[1].Value)];
        string source = File.ReadAllText(Path.Combine(Repository, "src", "AutoScale.Torch", "NativeMethods.cs"));
        string[] inSource = [.. EntryPoint().Matches(source).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(inHeader);
        Assert.Equal(inHeader, inSource);
    }

    [Fact]
    public void Library_Exports_ExactlyTheDeclaredEntryPoints()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "libautoscale_torch.so");
        ProcessStartInfo start = new("nm", ["-D", "--defined-only", library]) { RedirectStandardOutput = true };
        using Process nm = Process.Start(start)!;
        string[] exported = [.. ExportedFunction().Matches(nm.StandardOutput.ReadToEnd()).Select(match => match.Groups[1].Value)];
        nm.WaitForExit();

        Assert.Equal(DeclaredEntryPoints.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Structures_InBothLanguages_AgreeInSize()
    {
        Assert.Equal(16, Unsafe.SizeOf<NativeValue>());
        Assert.Equal(48, Unsafe.SizeOf<NativeTensorInfo>());
        Assert.Equal(1024, Unsafe.SizeOf<NativeError>());
        Assert.Contains("ATS_ERROR_SIZE = 1024", HeaderText, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_InBothLanguages_AreTheSameNumbers()
    {
        foreach (NativeTag tag in Enum.GetValues<NativeTag>())
        {
            string name = "ATS_" + WordStart().Replace(tag.ToString(), "_$1").ToUpperInvariant();
            Assert.Matches($@"\b{name} = {(int)tag}\b", HeaderText);
        }
    }

    [Fact]
    public void Candidates_WithoutAChoice_AreBesideTheProgramThenAbove()
    {
        string[] candidates = [.. NativeLibraryLocator.Candidates("/a/b", null)];

        Assert.Equal(
            ["/a/b/", "/a/b/artifacts/native/", "/a/artifacts/native/", "/artifacts/native/"],
            candidates.Select(path => path.Replace("libautoscale_torch.so", "", StringComparison.Ordinal)));
        Assert.Equal("/x/libautoscale_torch.so", NativeLibraryLocator.Candidates("/a/b", "/x/libautoscale_torch.so").First());
    }

    [Fact]
    public void Resolve_ForAnotherFunction_LeavesTheThreadsAsTheyWereSet()
    {
        int before = Torch.Threads;
        Torch.Threads = before + 1;

        nint first = NativeLibraryLocator.Resolve(NativeLibraryLocator.Name, typeof(Tensor).Assembly, null);
        nint second = NativeLibraryLocator.Resolve(NativeLibraryLocator.Name, typeof(Tensor).Assembly, null);

        Assert.Equal(before + 1, Torch.Threads);
        Assert.Equal(first, second);
        Torch.Threads = before;
    }

    [GeneratedRegex(@"^ATS_API int32_t (ats_\w+)\(", RegexOptions.Multiline)]
    private static partial Regex HeaderFunction();

    [GeneratedRegex(@"EntryPoint = ""(ats_\w+)""")]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@" T (\w+)$", RegexOptions.Multiline)]
    private static partial Regex ExportedFunction();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex WordStart();
}
