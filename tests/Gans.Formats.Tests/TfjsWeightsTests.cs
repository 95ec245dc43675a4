using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class TfjsWeightsTests
{
    private const string Kernel = """{"name":"net/kernel","dtype":"float32","shape":[2,3]}""";
    private const string Bias = """{"name":"net/bias","dtype":"float32","shape":[2]}""";

    private static readonly float[] Values = [1.5f, -2, 3, 4, 5, 6, 7.25f, 8];

    [TestMethod]
    public void Read_TensorsOverTwoFiles_GivesEachItsValues()
    {
        using var folder = new TemporaryFolder();
        var bytes = MemoryMarshal.AsBytes(Values.AsSpan()).ToArray();
        File.WriteAllBytes(folder["a"], bytes[..10]);   // a tensor may lie across the end of a file
        File.WriteAllBytes(folder["b"], bytes[10..]);
        File.WriteAllText(folder["manifest.json"], $$"""[{"paths":["a","b"],"weights":[{{Kernel}},{{Bias}}]}]""");

        var weights = TfjsWeights.Read(folder["manifest.json"]);

        CollectionAssert.AreEqual(new[] { "net/kernel", "net/bias" }, weights.Tensors.Keys.ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 3 }, weights.Tensors["net/kernel"].Shape.ToArray());
        CollectionAssert.AreEqual(Values[..6], weights.Tensors["net/kernel"].Values.ToArray());
        CollectionAssert.AreEqual(Values[6..], weights.Require("net/bias", 2).Values.ToArray());
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(bytes)), weights.Digest);
    }

    [TestMethod]
    [DataRow("""{"paths":["a"]}""", "damaged manifest")]
    [DataRow("""[{"paths":["a"]}]""", "damaged manifest")]
    [DataRow("""[{"paths":["a"],"weights":[""", "damaged manifest")]
    [DataRow("""[{"paths":["../a"],"weights":[]}]""", "'../a'")]
    [DataRow("""[{"paths":["b"],"weights":[]}]""", "found no such file")]
    [DataRow("""[{"paths":["a"],"weights":[]}]""", "32 bytes of weights")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[9]}]}]""", "32 bytes for 'n'")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[-8]}]}]""", "32 bytes for 'n'")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[1e30]}]}]""", "damaged manifest")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"int32","shape":[8]}]}]""", "'n' of type int32")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[8],"quantization":{"dtype":"uint8"}}]}]""", "quantized")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[4]},{"name":"n","dtype":"float32","shape":[4]}]}]""", "'n' twice")]
    public void Read_UnusableManifest_SaysWhatIsWrong(string manifest, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], MemoryMarshal.AsBytes(Values.AsSpan()).ToArray());
        File.WriteAllText(folder["manifest.json"], manifest);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => TfjsWeights.Read(folder["manifest.json"]));

        StringAssert.Contains(error.Message, finding);
    }

    [TestMethod]
    [DataRow("net/other", 2L, "no 'net/other'")]
    [DataRow("net/bias", 3L, "2 values in 'net/bias'")]
    public void Require_WhatIsNotThere_SaysSo(string name, long count, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], MemoryMarshal.AsBytes(Values.AsSpan(0, 2)).ToArray());
        File.WriteAllText(folder["manifest.json"], $$"""[{"paths":["a"],"weights":[{{Bias}}]}]""");
        var weights = TfjsWeights.Read(folder["manifest.json"]);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => weights.Require(name, count)).Message, finding);
    }
}
