using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
public sealed class SummaryCommandTests
{
    [TestMethod]
    [Description("The count that chapter 17 of Brownlee gives of its generator.")]
    public void Run_Model_PrintsBothNetworks()
    {
        var (code, output, error) = Run("summary", "dcgan-fashion");

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.Contains(output, "generator\n");
        StringAssert.Contains(output, "[1, 1, 28, 28]");
        StringAssert.Contains(output, "parameters 1,164,289, trainable 1,164,289, non-trainable 0");
        StringAssert.Contains(output, "discriminator\n");
    }

    [TestMethod]
    public void Run_Diagram_IsMermaid()
    {
        var (code, output, _) = Run("summary", "gan-1d", "--diagram");

        Assert.AreEqual(0, code);
        StringAssert.StartsWith(output, "%% generator\nflowchart TD\n  n0[\"body.hidden<br>Linear [1, 15]<br>90 parameters\"]\n");
        StringAssert.Contains(output, "  n0 --> n1\n");
    }

    [TestMethod]
    public void Run_File_PrintsItsOperators()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], new TinyModel().ToBytes());

        var (code, output, error) = Run("summary", folder["g.onnx"]);

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.StartsWith(output, "g.onnx\n");
        StringAssert.Contains(output, "parameters ");
    }

    [TestMethod]
    [DataRow("no-such-model", "found 'no-such-model'")]
    [DataRow("damaged.onnx", "found no ONNX file")]
    [DataRow("empty", "found no such file")]
    public void Run_NothingToSummarise_IsOneLineAndExitCode2(string name, string part)
    {
        using var folder = new TemporaryFolder();
        folder.Write("damaged.onnx", "\u0008\u0008\u003a\u00ff no model");
        Directory.CreateDirectory(folder["empty"]);

        var (code, _, error) = Run("summary", name.StartsWith("no", StringComparison.Ordinal) ? name : folder[name]);

        Assert.AreEqual(2, code, error);
        StringAssert.Contains(error, part);
        Assert.AreEqual(1, error.Trim().Split('\n').Length);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = GansCommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
