using Gans.Formats;
using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
[DoNotParallelize]   // the environment belongs to the whole process
public sealed class DoctorCommandTests
{
    [TestMethod]
    [DataRow(true, 1, DisplayName = "a project whose set-up did not run")]
    [DataRow(false, 0, DisplayName = "the command alone, to which weights are brought")]
    public void Run_NoWeights_IsAFailureWhereSetUpWouldInstallThem(bool isProject, int expected)
    {
        using var folder = new TemporaryFolder();
        if (isProject)
        {
            folder.Write("package.json", "{}");
        }

        var before = Environment.GetEnvironmentVariable(ProjectFolders.HomeVariable);
        Environment.SetEnvironmentVariable(ProjectFolders.HomeVariable, folder.Path);
        try
        {
            using var output = new StringWriter { NewLine = "\n" };

            var code = GansCommandLine.Run(["doctor"], output, TextWriter.Null);

            var lines = output.ToString().Split('\n');
            Assert.AreEqual(expected, code, output.ToString());
            StringAssert.StartsWith(
                lines.Single(line => line.StartsWith("weights mtcnn", StringComparison.Ordinal)), "weights mtcnn         not here      run make setup");
            foreach (var name in new[] { "gans ", ".NET ", "libtorch ", "cores ", "memory ", "disk here ", "cache ", "data celeba ", "data mnist " })
            {
                Assert.IsTrue(lines.Any(line => line.StartsWith(name, StringComparison.Ordinal)), name);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(ProjectFolders.HomeVariable, before);
        }
    }
}
