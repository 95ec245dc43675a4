using System.Text.Json;
using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>The command; what it measures has tests of its own.</summary>
[TestClass]
public sealed class PathLengthStageTests
{
    [TestMethod]
    [DataRow("--model {0}/generator.onnx", "z")]
    [DataRow("--space w --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx", "w")]
    public void PathLength_Json_SaysWhatItIsOf(string inputs, string space)
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = Run(folder, $"{inputs} --count 20 --ends --psi 0.7 --json -");

        Assert.AreEqual((0, ""), (code, error));
        var json = JsonDocument.Parse(output).RootElement;
        Assert.IsGreaterThan(0, json.GetProperty("path_length").GetDouble());
        Assert.AreEqual((space, true), (json.GetProperty("space").GetString(), json.GetProperty("ends").GetBoolean()));
        Assert.AreEqual((0.7, 20), (json.GetProperty("psi").GetDouble(), json.GetProperty("count").GetInt32()));
        Assert.AreEqual("tiny", json.GetProperty("extractor").GetProperty("name").GetString());
    }

    [TestMethod]
    [DataRow("--space w --model {0}/generator.onnx", "Measuring ways in w: found no mapping, needed the exported mapping network")]
    [DataRow("--mapping {0}/mapping.onnx", "Measuring ways in z: found no model, needed an exported generator.")]
    public void PathLength_OtherHalves_AreRefused(string inputs, string part)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(folder, inputs);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
    }

    private static (int Code, string Output, string Error) Run(TemporaryFolder folder, string line)
    {
        new TinyStyles { Height = 2, Width = 2 }.Save(folder);
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] words =
        [
            "path-length", .. line.Split(' ').Select(word => word.Replace("{0}", folder.Path, StringComparison.Ordinal)),
            "--extractor", new TinyExtractor { Height = 2, Width = 2 }.Save(folder), "--device", "cpu", "--quiet",
        ];
        return (GansCommandLine.Run(words, output, error), output.ToString(), error.ToString());
    }
}
