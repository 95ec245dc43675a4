using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime.Tests;

[TestClass]
public sealed class OnnxRuntimeInfoTests
{
    [TestMethod]
    public void Detect_Here_FindsTheLibraryAndItsProviders()
    {
        var info = OnnxRuntimeInfo.Detect();

        Assert.IsTrue(Version.TryParse(info.Version, out _), info.Version);
        Assert.IsTrue(File.Exists(info.LibraryPath), info.LibraryPath);
        CollectionAssert.Contains(info.Providers.ToArray(), "CPUExecutionProvider");
    }

    [TestMethod]
    public void Detect_WhereCudaDoesNotLoad_SaysWhyInOneLine()
    {
        var problem = OnnxRuntimeInfo.Detect().CudaProblem;
        if (problem is null)
        {
            Assert.Inconclusive("CUDA loads on this machine.");
        }

        Assert.DoesNotContain('\n', problem);
        Assert.Contains("CUDA", problem);
    }

    [TestMethod]
    [Description("The hand-written bytes are a model that runs: 2 times 3. Were they not, CUDA would seem to be missing everywhere.")]
    public void RunProbe_OnTheCpu_Convolves()
    {
        using var options = new SessionOptions();

        Assert.AreEqual(6f, CudaProvider.RunProbe(options));
    }
}
