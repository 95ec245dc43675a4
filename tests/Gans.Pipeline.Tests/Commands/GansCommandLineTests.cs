using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Gans.Formats;
using Gans.Onnx;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;
using Gans.Training;
using TorchSharp;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
public sealed class GansCommandLineTests
{
    [TestMethod]
    [DataRow("run")]
    [DataRow("run -f FILE STAGE STAGE --force --dry-run")]
    [DataRow("prepare --dataset fashion-mnist --in PATH --size 32 --classes 7 --out PACK")]
    [DataRow("train --model NAME --data PACK --out RUN --epochs 3 --seed 5 --device auto --resume")]
    [DataRow("train --model NAME --data PACK --out RUN --steps 3 --device cuda:1")]
    [DataRow("export --run RUN --out FILE.onnx")]
    [DataRow("export --pretrained inception-v3 --weights PATH --out FILE.onnx")]
    [DataRow("adopt FILE.onnx --kind extractor --input -1..1 --mean 0.5,0.5,0.5 --std 0.5 --features NAME --resize clean --layout nhwc --out FILE.onnx")]
    [DataRow("adopt FILE.onnx --kind generator --output 0..1 --z NAME --labels NAME --images NAME --out FILE.onnx")]
    [DataRow("sample --model FILE.onnx --count 3 --seed 5 --out GRID.png --labels 0,1,2")]
    [DataRow("sample --model FILE.onnx --out GRID.png --codes 3 --truncation 0.7")]
    [DataRow("interpolate --model FILE.onnx --seeds 1,2 --steps 8 --method linear --rows 1 --out OUT.gif")]
    [DataRow("arithmetic --model FILE.onnx --bank BANK.json a-b c --out PNG")]
    [DataRow("info FILE.onnx --json")]
    [DataRow("doctor")]
    [DataRow("status --json")]
    [DataRow("graph --mermaid")]
    [DataRow("gc --keep 2 --dry-run")]
    public void Parse_FixedForms_AreRight(string line)
    {
        var parsed = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), StageCatalog.Default.Names).Parse(line.Split(' '));

        Assert.AreEqual(0, parsed.Errors.Count, string.Join("; ", parsed.Errors.Select(error => error.Message)));
    }

    [TestMethod]
    [DataRow("rum", "gans: there is no command 'rum'. Did you mean 'run'?")]
    [DataRow("run --forc", "gans: gans run has no option '--forc'. Did you mean '--force'?")]
    [DataRow("train --epoch 3", "gans: gans train has no option '--epoch'. Did you mean '--epochs'?")]
    [DataRow("export", "gans: Option '--out' is required. See 'gans export --help'.")]
    [DataRow(
        "export --out x", "gans: gans export: found neither a run alone nor a pretrained network, needed one of them. Give --run RUN, or --pretrained NAME.")]
    [DataRow(
        "export --pretrained inception --out x",
        "gans: --pretrained: found 'inception', needed one of resnet18, inception-v3, inception-v3-fid, inception-v3-torchvision, mtcnn.")]
    [DataRow("export --run x --out y z", "gans: gans export does not take 'z'. See 'gans export --help'.")]
    [DataRow("sample --model x --out y --count none", "gans: --count: found 'none', needed a whole number from 1 to 100000000.")]
    [DataRow("train --model m --data d --out r --device gpu", "gans: --device: found 'gpu', needed auto, cpu, cuda or cuda:N.")]
    [DataRow("sample --model x --out y --codes a", "gans: --codes: found 'a', needed whole numbers from 0 to 2147483647, separated by commas.")]
    [DataRow(
        "prepare --dataset fashion --out y", "gans: --dataset: found 'fashion', needed one of fashion-mnist, mnist, cifar10, quickdraw, images, pairs, faces.")]
    [DataRow(
        "train --model gan-1d --out r --epochs 1 --steps 1", "gans: gans train: found both 'epochs' and 'steps', needed one. Take the other out.")]
    [DataRow("run --jobs 0", "gans: --jobs: found '0', needed a whole number from 1 up.")]
    [DataRow("run -f no/such.yaml", "gans: reading no/such.yaml: there is no such file. Change to the folder that holds it, or name another with -f FILE.")]
    [DataRow("", "gans: Required command was not provided. See 'gans --help'.")]
    public void Run_WrongUsage_IsOneLineAndExitCode2(string line, string expected)
    {
        var (code, output, error) = Run(line);

        Assert.AreEqual(expected + Environment.NewLine, error);
        Assert.AreEqual("", output);
        Assert.AreEqual(2, code);
    }

    [TestMethod]
    [DataRow("sample --out x.png --model", "--model")]
    [DataRow("sample --model g.onnx --out", "--out")]
    [DataRow("prepare --dataset images --out p --in", "--in")]
    [DataRow("train --model gan-1d --out r --data", "--data")]
    [DataRow("evaluate --fake g.onnx --json o.json --extractor", "--extractor")]
    [DataRow("evaluate --fake g.onnx --extractor j.onnx --json", "--json")]
    [DataRow("report --out r.html --run r --plots a", "--plots")]
    [DataRow("info", "FILE.onnx|RUN")]
    [DataRow("show", "PACK")]
    [DataRow("faces", "IMAGE")]
    [DataRow("faces a.jpg --detector", "--detector")]
    [DataRow("bank", "BANK.json")]
    [DataRow("merge a --out x", "SHARD")]
    [DataRow("run -f", "--file")]
    [DataRow("status -f", "--file")]
    [Description("A variable of the shell that is not set leaves an empty word behind.")]
    public void Run_EmptyWord_IsWrongUsageOfTheOption(string line, string option)
    {
        string[] words = option == "SHARD" ? ["merge", "", "--out", "x"] : [.. line.Split(' '), ""];
        using var error = new StringWriter();

        var code = GansCommandLine.Run(words, TextWriter.Null, error);

        Assert.AreEqual((2, $"gans: {option}: found an empty text, needed a value. Is a variable of the shell not set?\n"), (code, error.ToString()));
    }

    [TestMethod]
    public void Run_Verbose_AddsTheStackTrace() => StringAssert.Contains(Run("status -f no/such.yaml --verbose").Error, "   at Gans.Pipeline");

    [TestMethod]
    [DataRow("help train", "train --help")]
    [DataRow("help", "--help")]
    public void Run_HelpAsACommand_IsTheOption(string words, string options) => Assert.AreEqual(Run(options).Output, Run(words).Output);

    [TestMethod]
    public void Report_InterruptedTraining_SaysWhatIsKept() => Assert.AreEqual(
        "gans: interrupted. The checkpoint is in r.\n", Interrupted(new TrainingStoppedException("The checkpoint is in r.", CancellationToken.None)));

    [TestMethod]
    public void Report_OtherInterruptions_SayNoMore() => Assert.AreEqual("gans: interrupted\n", Interrupted(new OperationCanceledException()));

    private static string Interrupted(OperationCanceledException stop)
    {
        using var error = new StringWriter();
        Assert.AreEqual(GansCommandLine.Interrupted, GansCommandLine.Report(stop, error, verbose: false));
        return error.ToString();
    }

    [TestMethod]
    public void Run_Version_IsPrinted() => StringAssert.StartsWith(Run("--version").Output, GansVersion.Current);

    [TestMethod]
    [Description("After a change of commands or options, set GANS_ACCEPT_HELP=1 once, read the difference, and commit it.")]
    public void Help_AllCommands_IsAsCheckedIn()
    {
        var path = Repository.File("docs/commands.md");
        var root = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), StageCatalog.Default.Names);
        var lines = root.Subcommands.Select(command => command.Name + " --help").Prepend("--help");
        var text = "# Commands\n\nWhat `gans --help` and the help of each command print.\n"
            + string.Concat(lines.Select(line => $"\n## gans {line}\n\n```text\n{Run(line).Output}```\n".Replace(" --help\n", "\n", StringComparison.Ordinal)));
        if (Environment.GetEnvironmentVariable("GANS_ACCEPT_HELP") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.AreEqual(File.ReadAllText(path), text);
    }

    [TestMethod]
    [Description("Nothing is cut, and no line is wider, as words are short and names take half of it.")]
    public void Help_OnANarrowTerminal_TakesItsColumnsOnly()
    {
        var root = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), []);

        var (wide, narrow) = (HelpText.Of(root, []), HelpText.Of(root, [], width: 60));

        Assert.IsTrue(wide.Split('\n').Any(line => line.Length > 60));
        Assert.IsLessThanOrEqualTo(60, narrow.Split('\n').Max(line => line.Length));
        CollectionAssert.AreEqual(Words(wide), Words(narrow));

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [TestMethod]
    public void Help_OfAll_HasEachCommandOnce()
    {
        var names = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), []).Subcommands.Select(command => command.Name);
        var lines = Run("--help").Output.Split('\n');

        foreach (var name in names)
        {
            Assert.AreEqual(1, lines.Count(line => line.StartsWith($"  {name} ", StringComparison.Ordinal)), name);
        }
    }

    [TestMethod]
    [DataRow("tra", "train", "translate")]
    [DataRow("train --model dcgan-fa", "dcgan-faces80", "dcgan-fashion")]
    [DataRow("train --model gan-camels --gradient-pen", "--gradient-penalty")]
    [DataRow("completion ", "bash", "fish", "pwsh", "zsh")]
    public void Suggest_UpToTheCursor_GivesWhatFits(string line, params string[] expected)
    {
        using var output = new StringWriter();

        var code = GansCommandLine.Run([$"[suggest:{line.Length}]", line], output, TextWriter.Null);

        Assert.AreEqual(0, code);
        var found = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.IsSubsetOf(expected, found);
        Assert.IsTrue(found.All(word => word.Contains(line.Split(' ')[^1], StringComparison.Ordinal)), output.ToString());
    }

    [TestMethod]
    public void Suggest_AStage_GivesThoseOfThePipeline()
    {
        using var project = new TemporaryFolder("gans-pipeline-");
        project.Write("p.yaml", "name: x\nstages:\n  draw: { cmd: x, outs: [no/such/a] }\n");
        var line = $"run -f {project["p.yaml"]} ";
        using var output = new StringWriter();

        GansCommandLine.Run([$"[suggest:{line.Length}]", line], output, TextWriter.Null);

        CollectionAssert.Contains(output.ToString().Split('\n'), "draw");
    }

    [TestMethod]
    public void Completion_OtherShell_IsRefused() =>
        Assert.AreEqual((2, "", "gans: SHELL: found 'tcsh', needed one of bash, zsh, fish, pwsh.\n"), Run("completion tcsh"));

    [TestMethod]
    [DataRow("bash", "complete -o default -F _gans gans")]
    [DataRow("zsh", "compdef _gans gans")]
    [DataRow("fish", "complete --command gans")]
    [DataRow("pwsh", "Register-ArgumentCompleter -Native -CommandName gans")]
    public void Completion_OfAShell_IsAScriptThatRegistersGans(string shell, string line) => StringAssert.Contains(Run($"completion {shell}").Output, line);

    [TestMethod]
    [Description("The example of each command parses; those of stages name all that is required.")]
    public void Help_Examples_Parse()
    {
        var root = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), StageCatalog.Default.Names);
        foreach (var command in root.Subcommands)
        {
            var example = command.Description!.Split("Example:\n  ")[1].Split(" > ")[0];
            var words = example.Split(' ');

            Assert.AreEqual("gans", words[0]);
            Assert.AreEqual(0, root.Parse(words[1..]).Errors.Count, example);
        }
    }

    [TestMethod]
    public void Status_Pipeline_SaysWhy()
    {
        using var project = new TemporaryFolder("gans-pipeline-");
        project.Write("p.yaml", "name: x\nstages:\n  a: { cmd: x, outs: [no/such/a] }\n  b: { cmd: y, deps: [no/such/a] }\n");

        Assert.AreEqual("a  runs: never run\nb  runs: never run\n", Run($"status -f {project["p.yaml"]}").Output.ReplaceLineEndings("\n"));
        StringAssert.Contains(Run($"status --json -f {project["p.yaml"]}").Output, "\"cause\": \"never_run\"");
        Assert.AreEqual("a (x)\n  -> no/such/a\nb (y)\n  <- no/such/a of a\n", Run($"graph -f {project["p.yaml"]}").Output);
        Assert.AreEqual("flowchart TD\n  s0[\"a\"]\n  s1[\"b\"]\n  s0 -->|\"no/such/a\"| s1\n", Run($"graph --mermaid -f {project["p.yaml"]}").Output);
    }

    [TestMethod]
    public void Status_UnknownStage_NamesTheNearest()
    {
        using var project = new TemporaryFolder("gans-pipeline-");
        project.Write("p.yaml", "stages: { sample: { cmd: x } }");

        StringAssert.Contains(Run($"status -f {project["p.yaml"]} smaple").Error, "the pipeline has no stage 'smaple'. Did you mean 'sample'?");
    }

    [TestMethod]
    [DataRow("nosuch", 2, DisplayName = "wrong usage")]
    [DataRow("status -f no/such.yaml", 2, DisplayName = "wrong input")]
    [DataRow("status -f no/such.yaml --verbose", 2, DisplayName = "wrong input, with the stack trace")]
    [DataRow("schema", 0, DisplayName = "work that is done")]
    public void Run_ErrorStreamThatTakesNothing_KeepsTheExitCode(string line, int expected)
    {
        using var error = new BrokenWriter(full: true);

        Assert.AreEqual(expected, GansCommandLine.Run(line.Split(' '), TextWriter.Null, error));
    }

    [TestMethod]
    [Description("Progress is lost, the pack is not.")]
    public void Run_PrepareWhileTheErrorStreamTakesNothing_WritesThePack()
    {
        using var folder = new TemporaryFolder();
        using var error = new BrokenWriter(full: true);
        ImageCodec.Save(new Image(4, 4, 3), folder["in/a.png"]);

        var code = GansCommandLine.Run(["prepare", "--dataset", "images", "--in", folder["in"], "--out", folder["pack"]], TextWriter.Null, error);

        Assert.AreEqual(0, code);
        Assert.IsTrue(DatasetPack.IsPack(folder["pack"]));
        Assert.IsGreaterThan(0, error.Tries);
    }

    [TestMethod]
    [DataRow("schema", "schema")]
    [DataRow("--version", "gans")]
    [DataRow("train --help", "train")]
    public void Run_OutputThatTakesNothing_IsOneLineAndExitCode1(string line, string command)
    {
        using var output = new BrokenWriter(full: true);
        using var error = new StringWriter { NewLine = "\n" };

        Assert.AreEqual(1, GansCommandLine.Run(line.Split(' '), output, error));

        StringAssert.Matches(error.ToString(), new Regex($"^gans: Writing results of (gans )?{command} to standard output: the disk is full\\. .*\\.\n$"));
    }

    [TestMethod]
    public void Run_NameWithControlCharacters_ShowsThemInOneLine()
    {
        using var error = new StringWriter { NewLine = "\n" };

        GansCommandLine.Run(["status", "-f", "\u001b[2J\nno.yaml"], TextWriter.Null, error);

        StringAssert.StartsWith(error.ToString(), "gans: reading \\x1b[2J\\x0ano.yaml: there is no such file.");
        Assert.AreEqual(1, error.ToString().Count(letter => letter == '\n'));
    }

    [TestMethod]
    [Description("Where the failure comes in the system's own words.")]
    public void Explain_FullDisk_SaysWhatToDo()
    {
        const int noSpace = 28;   // ENOSPC

        Assert.AreEqual(
            "No space left on device : 'run/log'. Free space there or choose a folder on another disk.",
            GansCommandLine.Explain(new IOException("No space left on device : 'run/log'", noSpace)));
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = GansCommandLine.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error);
        return (code, output.ToString(), error.ToString());
    }

    [TestMethod]
    [DataRow("shape", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)")]
    [DataRow("gradient", "modified by an inplace operation")]
    [DataRow("index", "index out of range in self")]
    [DataRow("memory", "DefaultCPUAllocator: can't allocate memory: you tried to allocate 140737488355328 bytes")]
    [Description("libtorch's own words, without the page of places in its code that follows them. "
        + "2^45 numbers of four bytes are more than an address can tell.")]
    public void Report_ErrorInLibtorch_IsOneLineAndExitCode1(string what, string expected)
    {
        using var scope = torch.NewDisposeScope();
        using var error = new StringWriter();
        TorchLibrary.Load();
        var failure = Assert.ThrowsExactly<ExternalException>(() =>
        {
            switch (what)
            {
                case "shape": torch.nn.functional.linear(torch.ones(2, 3), torch.ones(5, 4)); break;
                case "index": torch.ones(1).index_select(0, torch.ones([1], torch.ScalarType.Int64)); break;
                case "memory": torch.empty(1L << 45); break;
                default:
                    var x = torch.ones(2).requires_grad_();
                    var y = x.exp();
                    y.add_(1);
                    y.sum().backward();
                    break;
            }
        });
        StringAssert.Contains(failure.Message, "\nframe #1");

        var code = GansCommandLine.Report(failure, error, verbose: false);

        var line = error.ToString();
        Assert.AreEqual(1, code);
        StringAssert.StartsWith(line, "gans: libtorch: ");
        StringAssert.Contains(line, expected);
        StringAssert.EndsWith(line, ". Run again with --verbose to see where." + Environment.NewLine);
        Assert.AreEqual(1, line.Count(letter => letter == '\n'), line);
        Assert.IsLessThan(400, line.Length, line);
        Assert.DoesNotContain("frame #", line);
    }

    [TestMethod]
    public void Explain_TypeThatFailedToInitialise_TellsTheReason()
    {
        var e = new TypeInitializationException("TorchSharp.torch", new IOException("no libtorch there"));

        Assert.AreEqual("no libtorch there", GansCommandLine.Explain(e));
    }
}
