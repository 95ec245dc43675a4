using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gans.Formats.Tests.Weights;

[TestClass]
public sealed class TfjsModelTests
{
    private const string Kernel = """{"name":"net/kernel","dtype":"float32","shape":[2,3]}""";
    private const string Bias = """{"name":"net/bias","dtype":"float32","shape":[2]}""";

    private static readonly float[] Values = [1.5f, -2, 3, 4, 5, 6, 7.25f, 8];

    [TestMethod]
    [DataRow("manifest.json", "[{0}]")]
    [DataRow("model.json", """{"modelTopology":null,"weightsManifest":[{0}]}""")]
    public void Read_TensorsOverTwoShards_GivesEachItsValues(string name, string format)
    {
        using var folder = new TemporaryFolder();
        var bytes = MemoryMarshal.AsBytes(Values.AsSpan()).ToArray();
        File.WriteAllBytes(folder["a"], bytes[..10]);   // a tensor may lie across the end of a shard
        File.WriteAllBytes(folder["b"], bytes[10..]);
        File.WriteAllText(folder[name], format.Replace("{0}", $$"""{"paths":["a","b"],"weights":[{{Kernel}},{{Bias}}]}""", StringComparison.Ordinal));

        var file = WeightFile.Read(name == "model.json" ? folder.Path : folder[name]);

        CollectionAssert.AreEqual(new[] { "net/kernel", "net/bias" }, file.Tensors.Keys.ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 3 }, file.Tensors["net/kernel"].Shape.ToArray());
        CollectionAssert.AreEqual(Values[..6], file.Tensors["net/kernel"].Values.ToArray());
        CollectionAssert.AreEqual(Values[6..], file.Require("net/bias", 2).Values.ToArray());
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(folder[name]), .. bytes])), file.Sha256);
        Assert.IsFalse(file.IsQuantized);
    }

    [TestMethod]
    [Description("By hand: number * scale + min; 255 * 0.01 - 1.5 = 1.05 and so on. A half needs no scale.")]
    public void Read_QuantizedTensors_AreScaledBack()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], [0, 100, 255, .. BitConverter.GetBytes((ushort)1000), .. BitConverter.GetBytes((Half)0.25)]);
        File.WriteAllText(folder["model.json"], """
            {"weightsManifest":[{"paths":["a"],"weights":[
              {"name":"bytes","dtype":"float32","shape":[3],"quantization":{"dtype":"uint8","scale":0.01,"min":-1.5}},
              {"name":"words","dtype":"float32","shape":[1],"quantization":{"dtype":"uint16","scale":0.5,"min":1}},
              {"name":"half","dtype":"float32","shape":[1],"quantization":{"dtype":"float16"}}]}]}
            """);

        var file = WeightFile.Read(folder.Path);

        CollectionAssert.AreEqual(new[] { -1.5f, -0.5f, 1.05f }, file.Tensors["bytes"].Values.ToArray());
        CollectionAssert.AreEqual(new[] { 501f }, file.Tensors["words"].Values.ToArray());
        CollectionAssert.AreEqual(new[] { 0.25f }, file.Tensors["half"].Values.ToArray());
        Assert.IsTrue(file.IsQuantized);
    }

    [TestMethod]
    [Description("What browserify and a minifier make of a model: an object literal without quotes, and base64.")]
    public void Read_BundledScripts_AreReadAsText()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.min.js"], Module(
            """{modelTopology:{trainable:!1,biased:!0,axis:void 0,rate:-.5,big:1e3,seed:null},"""
            + """weightsManifest:[{paths:['a'],weights:[{name:"w",shape:[2],dtype:"float32",quantization:{min:-.5,scale:.25,dtype:"uint8"}}]}]}"""));
        File.WriteAllText(folder["a.min.js"], Module($"\"{Convert.ToBase64String([4, 2])}\""));

        CollectionAssert.AreEqual(new[] { 0.5f, 0 }, WeightFile.Read(folder.Path).Tensors["w"].Values.ToArray());
    }

    [TestMethod]
    [DataRow("{weightsManifest:[{paths:['a'],weights:[steal()]}]}", "'('")]
    [DataRow("{weightsManifest:[{paths:['a'],weights:", "no manifest")]
    [DataRow("{weightsManifest:[{paths:['a\\x'],weights:[]}]}", "a text with escapes")]
    [DataRow("[1,2}", "no manifest")]
    [DataRow("+1", "no exported literal")]
    public void Read_ScriptOfMoreThanLiterals_IsRefused(string literal, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.js"], Module(literal));

        StringAssert.Contains(Refusal(folder.Path), finding);
    }

    [TestMethod]
    [DataRow("\"AAAA", "the text does not end")]
    [DataRow("\"AAA!\"", "damaged literal")]
    public void Read_DamagedShardScript_IsRefused(string literal, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.js"], Module("{weightsManifest:[{paths:['a'],weights:[]}]}"));
        File.WriteAllText(folder["a.js"], $"n.exports={literal}");

        StringAssert.Contains(Refusal(folder.Path), finding);
    }

    [TestMethod]
    [DataRow("""{"paths":["a"]}""", "no manifest")]
    [DataRow("""[{"paths":["a"]}]""", "no manifest")]
    [DataRow("""[{"paths":["a"],"weights":[""", "no manifest")]
    [DataRow("""[{"paths":["../a"],"weights":[]}]""", "'../a'")]
    [DataRow("""[{"paths":["b"],"weights":[]}]""", "found no such file")]
    [DataRow("""[{"paths":["a"],"weights":[]}]""", "32 bytes in the shards a, needed 0")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[9]}]}]""", "needed 36")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[4611686018427387904]}]}]""", "[4611686018427387904]")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[-8]}]}]""", "[-8]")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[1e30]}]}]""", "no manifest")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"string","shape":[8]}]}]""", "elements of type 'string'")]
    [DataRow("""[{"paths":["a","a"],"weights":[]}]""", "'a' twice")]
    [DataRow("""[{"paths":["a"],"weights":[]},{"paths":["a"],"weights":[]}]""", "'a' twice")]
    [DataRow("""[{"paths":["a"],"weights":[{"name":"n","dtype":"float32","shape":[4]},{"name":"n","dtype":"float32","shape":[4]}]}]""", "'n' twice")]
    public void Read_UnusableManifest_SaysWhatIsWrong(string manifest, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], MemoryMarshal.AsBytes(Values.AsSpan()).ToArray());
        File.WriteAllText(folder["manifest.json"], manifest);

        StringAssert.Contains(Refusal(folder["manifest.json"]), finding);
    }

    [TestMethod]
    [Description("A shard named 3,000 times would be read as often, and make a message of 20 kB.")]
    public void Read_ManyShards_AreNotAllNamed()
    {
        using var folder = new TemporaryFolder();
        var shards = Enumerable.Range(0, 3000).Select(i => $"shard-{i:D4}").ToList();
        shards.ForEach(shard => File.WriteAllBytes(folder[shard], [1]));
        File.WriteAllText(folder["manifest.json"], $$"""[{"paths":["{{string.Join("\",\"", shards)}}"],"weights":[]}]""");

        var refusal = Refusal(folder["manifest.json"]);

        StringAssert.Contains(refusal, "found 3,000 bytes in the shards shard-0000, shard-0001, shard-0002 and 2997 others, needed 0");
        Assert.IsLessThan(400, refusal.Length);
    }

    [TestMethod]
    public void Read_FolderWithoutModel_SaysSo()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Refusal(folder.Path), "found no model.json");
    }

    [TestMethod]
    [DataRow("net/other", 2L, "no 'net/other'")]
    [DataRow("net/bias", 3L, "2 values in 'net/bias'")]
    public void Require_WhatIsNotThere_SaysSo(string name, long count, string finding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], MemoryMarshal.AsBytes(Values.AsSpan(0, 2)).ToArray());
        File.WriteAllText(folder["manifest.json"], $$"""[{"paths":["a"],"weights":[{{Bias}}]}]""");
        var file = WeightFile.Read(folder["manifest.json"]);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => file.Require(name, count)).Message, finding);
    }

    [TestMethod]
    public void Read_Safetensors_GivesSinglePrecision()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(
            folder["w.safetensors"], [new("half", WeightElement.Float16, [2], MemoryMarshal.AsBytes<Half>([(Half)1.5, (Half)(-4)]).ToArray())]);

        var file = WeightFile.Read(folder["w.safetensors"]);

        Assert.AreEqual(WeightFormat.Safetensors, file.Format);
        CollectionAssert.AreEqual(new[] { 1.5f, -4 }, file.Tensors["half"].Values.ToArray());
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Read_DamagedModel_ReadsOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.js"], Module($"\"{Convert.ToBase64String([4, 2])}\""));
        var whole = Module(
            """{weightsManifest:[{paths:['a'],weights:[{name:"w",shape:[2],dtype:"float32",quantization:{min:-.5,scale:.25,dtype:"uint8"}}]}]}""");
        ReaderFuzz.Run(
            System.Text.Encoding.UTF8.GetBytes(whole),
            path => { File.Copy(path, folder["model.js"], overwrite: true); Rethrow(path, folder.Path); },
            count: 2000);
    }

    private static void Rethrow(string shown, string folder)
    {
        try
        {
            WeightFile.Read(folder);
        }
        catch (InvalidInputException e)
        {
            throw new InvalidInputException($"{shown}: {e.Message}");
        }
    }

    private static string Module(string literal) =>
        "!function(e){\"object\"==typeof exports&&\"undefined\"!=typeof "
        + "module?module.exports=e():0}(function(){return{1:[function(t,n,r){n.exports=" + literal + "},{}]}});";

    private static string Refusal(string path) => Assert.ThrowsExactly<InvalidInputException>(() => WeightFile.Read(path)).Message;
}
