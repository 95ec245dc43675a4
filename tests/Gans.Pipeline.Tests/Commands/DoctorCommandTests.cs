using Gans.Formats;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Health;

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

    [TestMethod]
    [DataRow(999L, "1 kB")]
    [DataRow(12_345_678L, "12 MB")]
    [DataRow(1_443_490_838L, "1.4 GB")]
    public void Size_Bytes_ReadsAsPeopleSay(long bytes, string expected) => Assert.AreEqual(expected, MachineFacts.Size(bytes));
}
