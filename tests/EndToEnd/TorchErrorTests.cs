
namespace Gans.EndToEnd;

/// <summary>What goes wrong in or under libtorch is one line and an exit code, never a page and never the end of the process by a signal.</summary>
[TestClass]
public sealed class TorchErrorTests
{
    private const string Train = "train --model dcgan-fashion --data data --out run --steps 1 --batch-size 4 --device cpu";

    [TestMethod]
    [DataRow(Train)]
    [DataRow("export --pretrained mtcnn --weights manifest.json --out mtcnn")]
    public void Commands_LibtorchThatIsNowhere_AreOneLine(string line)
    {
        using var folder = Make();
        var copy = Directory.CreateDirectory(folder["command"]).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(GansProcess.Command)!).Where(path => Path.GetExtension(path) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var result = GansProcess.RunCopy(Path.Combine(copy, Path.GetFileName(GansProcess.Command)), folder.Path, line.Split(' '));

        AssertOneLine("gans: Loading libtorch: found no libLibTorchSharp.so in a folder 'torch' beside or above ", result);
    }

    [TestMethod]
    public void Train_VariableThatNamesAnEmptyFolder_IsOneLine()
    {
        using var folder = Make();

        AssertOneLine($"gans: Looking for libtorch: found no libtorch_cpu.so in LIBTORCH='{folder["data"]}'", Run(folder, folder["data"], Train));
    }

    [TestMethod]
    public void Train_LibraryThatIsNone_IsOneLine()
    {
        using var folder = Make();
        var torch = TorchFolder.LinkInto(folder["torch"]);
        var library = Path.Combine(torch, "libtorch_cpu.so");
        File.Delete(library);
        File.WriteAllText(library, "no library");

        AssertOneLine($"gans: Loading libtorch: found {library}, which the system does not load", Run(folder, torch, Train));
    }

    [TestMethod]
    [Description("The package's own library, where the system's libstdc++ is older than GCC 13's.")]
    public void Train_LibstdcxxTooOld_IsOneLine()
    {
        if (!TorchFolder.IsAdapted)
        {
            Assert.Inconclusive("This system's libstdc++ is new enough.");
        }

        using var folder = Make();
        var torch = TorchFolder.LinkInto(folder["torch"]);
        var library = Path.Combine(torch, "libLibTorchSharp.so");
        File.Delete(library);
        File.CreateSymbolicLink(library, TorchFolder.PackagedLibrary);

        AssertOneLine("gans: Loading libtorch: found a libstdc++ without GLIBCXX_3.4.32", Run(folder, torch, Train));
    }

    [TestMethod]
    [Description("The generator's first weight, 2e9 times 49,000 numbers of four bytes, is larger than the 2^47 bytes that an address can tell: "
        + "no system has them.")]
    public void Train_NetworkLargerThanTheMemory_IsOneLineInLibtorchsWords()
    {
        using var folder = Make();

        var result = GansProcess.Run(folder.Path, [.. Train.Split(' '), "--latent-size", "65536", "--generator-width", "65536"]);

        AssertOneLine("gans: libtorch: DefaultCPUAllocator: can't allocate memory", result);
    }

    [TestMethod]
    [Description("libtorch ends the process on a random generator's state that is none.")]
    public void Train_CheckpointOfWhichAPartIsLost_IsOneLineAndExitCode2()
    {
        using var folder = Make();
        string[] line = [.. Train.Split(' '), "--generator-width", "2", "--discriminator-width", "2"];
        Assert.AreEqual(0, GansProcess.Run(folder.Path, line).Code);
        var state = System.Text.Json.Nodes.JsonNode.Parse(folder.Read("run/checkpoint/state.json"))!;
        state["random_cpu"] = state["random_cpu"]!.GetValue<string>()[..400];
        folder.Write("run/checkpoint/state.json", state.ToJsonString());

        var result = GansProcess.Run(folder.Path, [.. line, "--resume"]);

        AssertOneLine("gans: Reading ", result, code: 2);
        StringAssert.Contains(result.Error, "state.json: found 300 bytes that are no state of the random generator");
    }

    [TestMethod]
    [Description("It takes longer to load than all else that such a run does. What is loaded is told by the system's own loader.")]
    public void Run_NothingToDo_LoadsNoLibtorch()
    {
        using var folder = Make();
        folder.Write("pipeline.yaml", """
            name: small
            stages:
              train:
                uses: train
                with: { model: dcgan-fashion, steps: 1, batch_size: 4, generator_width: 2, discriminator_width: 2 }
                deps: [data]
                outs: [run]
            """);
        using var log = new TemporaryFolder();
        var told = new Dictionary<string, string?> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = log["first"] };
        Assert.AreEqual(0, GansProcess.Run(folder.Path, told, "run").Code);

        told["LD_DEBUG_OUTPUT"] = log["second"];
        var again = GansProcess.Run(folder.Path, told, "run");

        Assert.AreEqual(0, again.Code, again.Error);
        StringAssert.Contains(again.Error + again.Output, "nothing changed");
        Assert.IsTrue(Loads("first"), "the log tells of it");
        Assert.IsFalse(Loads("second"));

        bool Loads(string name) => Directory.GetFiles(log.Path, $"{name}*").Any(file => File.ReadAllText(file).Contains("libtorch", StringComparison.Ordinal));
    }

    private static void AssertOneLine(string start, GansResult result, int code = 1)
    {
        Assert.AreEqual(code, result.Code, result.Error);
        Assert.AreEqual("", result.Output);
        var line = result.Error.Split('\n').Single(text => text.StartsWith("gans: ", StringComparison.Ordinal));
        StringAssert.StartsWith(line, start, result.Error);
        StringAssert.EndsWith(result.Error, line + "\n");
        Assert.DoesNotContain("frame #", result.Error);
        Assert.IsLessThan(4, result.Error.Split('\n').Length, result.Error);
    }

    private static GansResult Run(TemporaryFolder folder, string libtorch, string line) =>
        GansProcess.Run(folder.Path, new Dictionary<string, string?> { ["LIBTORCH"] = libtorch }, line.Split(' '));

    /// <summary>A pack to train on, and weights of one number in the form of TensorFlow.js.</summary>
    private static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder();
        DotsPack.Save(folder["data"]);
        folder.Write("manifest.json", """[{"paths":["bytes"],"weights":[{"name":"other","dtype":"float32","shape":[1]}]}]""");
        folder.Write("bytes", "four");
        return folder;
    }
}
