using Gans.Pipeline.Commands;
using Google.Protobuf;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
public sealed class InfoCommandTests
{
    [TestMethod]
    [DataRow("fashion-mnist", "Its publisher says of its use: MIT.")]
    [DataRow("holiday photos", "is not known to Gans: say it here.")]
    public void Run_Card_IsMarkdownWithTheDataSetsLicence(string dataset, string licence)
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel().Build();
        model.MetadataProps.Single(entry => entry.Key == "gans.dataset").Value = dataset;
        File.WriteAllBytes(folder["g.onnx"], model.ToByteArray());
        using var output = new StringWriter { NewLine = "\n" };

        var code = GansCommandLine.Run(["info", folder["g.onnx"], "--card"], output, TextWriter.Null);

        Assert.AreEqual(0, code);
        StringAssert.StartsWith(output.ToString(), "# g.onnx\n\n| | |\n|---|---|\n");
        StringAssert.Contains(output.ToString(), "| kind | generator |\n");
        StringAssert.Contains(output.ToString(), licence);
    }

    [TestMethod]
    public void Run_FolderThatIsNoRun_SaysWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();
        using var errors = new StringWriter { NewLine = "\n" };

        var code = GansCommandLine.Run(["info", folder.Path], TextWriter.Null, errors);

        Assert.AreEqual(2, code);
        StringAssert.Contains(errors.ToString(), "Give a run folder that gans train wrote.");
    }
}
