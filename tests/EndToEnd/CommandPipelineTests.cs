namespace Gans.EndToEnd;

/// <summary>Pipelines of shell commands, which are quick: exit codes, one-line errors, signals and kills.</summary>
[TestClass]
public sealed class CommandPipelineTests
{
    private const string Chain = """
        name: chain
        params: { word: x }
        stages:
          a: { cmd: "echo a >> ran; sleep 0.05; echo a${word} > ${out}; sleep 0.05", outs: [out/a.txt] }
          b: { cmd: "echo b >> ran; mkdir ${out}; sleep 0.05; cp out/a.txt ${out}/1; sleep 0.05; cp out/a.txt ${out}/2", deps: [out/a.txt], outs: [out/b] }
          c: { cmd: "echo c >> ran; sleep 0.05; echo half > out/c.txt; sleep 0.05; cat out/b/1 out/b/2 > out/c.txt", deps: [out/b], outs: [out/c.txt] }
        """;

    [TestMethod]
    public void Run_NothingToDo_ExecutesNothing()
    {
        using var folder = Make(Chain);
        var first = GansProcess.Run(folder.Path, "run");
        var ran = folder.Read("ran");
        var locked = folder.Read("pipeline.lock");

        var second = GansProcess.Run(folder.Path, "run");

        Assert.AreEqual(0, first.Code, first.Error);
        Assert.AreEqual("a\nb\nc\n", ran);
        Assert.AreEqual(0, second.Code);
        Assert.AreEqual("chain: nothing changed, 3 stages are up to date\n", second.Output);
        Assert.AreEqual(ran, folder.Read("ran"));
        Assert.AreEqual(locked, folder.Read("pipeline.lock"));
    }

    [TestMethod]
    public void Run_StageFails_IsOneLineThatNamesWhatIsSkipped()
    {
        using var folder = Make(Chain.Replace("mkdir ${out}", "echo 'no such cloth' >&2; exit 4", StringComparison.Ordinal));

        var result = GansProcess.Run(folder.Path, "run", "--quiet");

        Assert.AreEqual(1, result.Code);
        Assert.AreEqual(
            "gans: stage 'b' failed: its command ended with exit code 4; it said: no such cloth. Run the command by hand to see more. "
            + "Not run: c.\n", result.Error);
        CollectionAssert.AreEqual(new[] { "out/a.txt", "pipeline.lock", "pipeline.yaml", "ran" }, folder.Files());
    }

    [TestMethod]
    [DataRow("stages: { a: { cmd: x, dep: [y] } }", "gans: pipeline.yaml:1:24: stage 'a' has no 'dep'. Did you mean 'deps'?\n")]
    [DataRow(
        "stages: { a: { cmd: x, deps: [y] } }",
        "gans: pipeline.yaml:1:31: stage 'a' needs 'y', which is not there and which no stage writes. Put it there, or correct the path.\n")]
    public void Run_WrongPipeline_IsOneLineAndExitCode2(string text, string expected)
    {
        using var folder = Make(text);

        var result = GansProcess.Run(folder.Path, "run");

        Assert.AreEqual(expected, result.Error);
        Assert.AreEqual("", result.Output);
        Assert.AreEqual(2, result.Code);
    }

    [TestMethod]
    public void Run_DryRun_WritesNothing()
    {
        using var folder = Make(Chain);

        var result = GansProcess.Run(folder.Path, "run", "--dry-run");

        Assert.AreEqual("a  runs: never run\nb  runs: never run\nc  runs: never run\n", result.Output);
        CollectionAssert.AreEqual(new[] { "pipeline.yaml" }, folder.Files());
        Assert.IsFalse(Directory.Exists(folder[".gans"]));
    }

    [TestMethod]
    public void Run_CtrlC_EndsTheCommandAndSaysSo()
    {
        using var folder = Make("stages: { a: { cmd: 'echo $$$$ > pid; touch begun; sleep 60', outs: [x] }, b: { cmd: y, deps: [x] } }");
        using var gans = GansProcess.Start(folder.Path, "run");
        gans.WaitFor(() => folder.Has("begun"));

        gans.Interrupt();
        var result = gans.Wait();

        Assert.AreEqual(130, result.Code, result.Error);
        StringAssert.EndsWith(result.Error, "gans: interrupted in a. Not run: b. Run the same command to go on.\n");
        Assert.IsFalse(Directory.Exists($"/proc/{folder.Read("pid").Trim()}"), "the command has ended");
    }

    [TestMethod]
    [Description("All that could be done is done, and the exit code still says that something failed.")]
    public void Run_KeepGoing_EndsWithTheCodeOfAFailure()
    {
        using var folder = Make("stages: { a: { cmd: 'exit 3', outs: [x] }, b: { cmd: 'touch y', deps: [x] }, c: { cmd: 'touch ${out}', outs: [z] } }");

        var result = GansProcess.Run(folder.Path, "run", "--keep-going", "-j", "1");

        Assert.AreEqual(1, result.Code);
        Assert.IsTrue(folder.Has("z"));
        StringAssert.EndsWith(result.Error, "Not run: b.\n");
    }

    [TestMethod]
    public void Run_WhileAnotherRuns_IsRefused()
    {
        using var folder = Make("stages: { a: { cmd: 'touch begun; until [ -e go ]; do sleep 0.01; done', outs: [], deps: [] } }");
        using var first = GansProcess.Start(folder.Path, "run");
        first.WaitFor(() => folder.Has("begun"));

        var second = GansProcess.Run(folder.Path, "run");
        folder.Write("go", "");

        Assert.AreEqual(1, second.Code);
        StringAssert.StartsWith(second.Error, "gans: starting the run: another gans runs this pipeline (process ");
        Assert.AreEqual(0, first.Wait().Code);
    }

    [TestMethod]
    [Description("Kills at ten moments spread over the run: outs are the old or the new ones, whole, and running again gives what an undisturbed run gives.")]
    public void Run_KilledAtRandomMoments_IsWholeAndFinishesLater()
    {
        using var folder = Make(Chain);
        var random = new Random(20261122);
        GansProcess.Run(folder.Path, "run");
        var word = "x";
        for (var i = 0; i < 6; i++)
        {
            var next = $"y{i}";
            using (var gans = GansProcess.Start(folder.Path, "run", "--set", $"word={next}"))
            {
                gans.WaitFor(() => Directory.Exists(folder["out/a.txt.partial"]));
                Thread.Sleep(random.Next(0, 350));
                gans.Kill();
                gans.Wait();
            }

            AssertOneOf(folder.Read("out/a.txt"), $"a{word}\n", $"a{next}\n");
            AssertOneOf(folder.Read("out/b/1") + folder.Read("out/b/2"), $"a{word}\na{word}\n", $"a{next}\na{next}\n");

            var finished = GansProcess.Run(folder.Path, "run", "--set", $"word={next}");
            Assert.AreEqual(0, finished.Code, finished.Error);
            Assert.AreEqual($"a{next}\na{next}\n", folder.Read("out/c.txt"));
            CollectionAssert.AreEqual(new[] { "out/a.txt", "out/b/1", "out/b/2", "out/c.txt", "pipeline.lock", "pipeline.yaml", "ran" }, folder.Files());
            word = next;
        }
    }

    private static TemporaryFolder Make(string pipeline)
    {
        var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", pipeline);
        return folder;
    }

    private static void AssertOneOf(string actual, params string[] expected) => CollectionAssert.Contains(expected, actual);
}
