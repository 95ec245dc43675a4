using Gans.Formats;
using Gans.Pipeline.Pretrained;

namespace Gans.Pipeline.Tests.Pretrained;

[TestClass]
[DoNotParallelize]   // the environment belongs to the whole process
public sealed class PretrainedModelsTests
{
    private const string CacheVariable = "XDG_CACHE_HOME";

    [TestMethod]
    public void Ensure_Again_ExportsOnceUnlessDamaged()
    {
        using var folder = new TemporaryFolder();
        var before = Environment.GetEnvironmentVariable(CacheVariable);
        Environment.SetEnvironmentVariable(CacheVariable, folder.Path);
        try
        {
            var reports = new List<StageProgress>();
            var first = PretrainedModels.Ensure("mtcnn", new Reports(reports));
            var second = PretrainedModels.Ensure("mtcnn", new Reports(reports));

            Assert.AreEqual(first, second);
            StringAssert.StartsWith(first, Path.Combine(folder.Path, "gans"));
            Assert.IsTrue(File.Exists(Path.Combine(first, "pnet.onnx")));
            Assert.HasCount(1, reports);

            var network = Path.Combine(first, "rnet.onnx");
            var whole = File.ReadAllBytes(network);
            File.WriteAllBytes(network, whole[..500]);
            Assert.AreEqual(first, PretrainedModels.Ensure("mtcnn", new Reports(reports)));
            CollectionAssert.AreEqual(whole, File.ReadAllBytes(network));
            Assert.HasCount(2, reports, "The damaged one was made again.");
            Assert.HasCount(1, Directory.GetFileSystemEntries(Path.Combine(folder.Path, "gans")), "What was worked in is gone.");
        }
        finally
        {
            Environment.SetEnvironmentVariable(CacheVariable, before);
        }
    }

    private sealed class Reports(List<StageProgress> reports) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => reports.Add(value);
    }
}
