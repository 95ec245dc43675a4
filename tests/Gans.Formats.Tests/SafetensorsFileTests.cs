using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class SafetensorsFileTests
{
    [TestMethod]
    public void Open_WhatWriteWrote_GivesEqualTensorsAndMetadata()
    {
        using var folder = new TemporaryFolder();
        float[] weights = [1.5f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, -7];
        var metadata = new Dictionary<string, string> { ["step"] = "12", ["naïve \"key\""] = "line\nbreak" };

        SafetensorsFile.Write(
            folder["w.safetensors"],
            [
                new("done", WeightElement.Bool, [3], new byte[] { 1, 0, 1 }),
                new("weights", WeightElement.Float32, [2, 3], MemoryMarshal.AsBytes<float>(weights).ToArray()),
                new("step", WeightElement.Int64, [], stream => stream.Write(BitConverter.GetBytes(-2L))),
                new("none", WeightElement.Float64, [0, 5], ReadOnlyMemory<byte>.Empty),
            ],
            metadata);
        using var file = SafetensorsFile.Open(folder["w.safetensors"]);

        CollectionAssert.AreEqual(new[] { "step", "none", "weights", "done" }, file.Tensors.Keys.ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 0, 1 }, file.GetBytes("done").ToArray());
        CollectionAssert.AreEqual(MemoryMarshal.AsBytes<float>(weights).ToArray(), file.GetBytes("weights").ToArray());
        Assert.AreEqual(-2, BitConverter.ToInt64(file.GetBytes("step")));
        Assert.AreEqual(0, file.GetBytes("none").Length);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, file.Tensors["weights"].Shape.ToArray());
        Assert.AreEqual((WeightElement.Float32, 24L), (file.Tensors["weights"].Type, file.Tensors["weights"].ByteCount));
        Assert.AreEqual(0, file.Tensors["step"].Shape.Count);
        CollectionAssert.AreEquivalent(metadata, file.Metadata.ToDictionary());
    }

    [TestMethod]
    [Description("Laid out by hand after the format's description.")]
    public void Write_TwoTensors_GivesTheseBytes()
    {
        using var folder = new TemporaryFolder();

        SafetensorsFile.Write(
            folder["w"],
            [new("b", WeightElement.UInt8, [1], new byte[] { 9 }), new("a", WeightElement.Float16, [1, 1], new byte[] { 0x00, 0x3C })],
            new Dictionary<string, string> { ["z"] = "2", ["k"] = "1" });

        var json = """{"__metadata__":{"k":"1","z":"2"}"""
            + ""","a":{"dtype":"F16","shape":[1,1],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""";
        json = json.PadRight((json.Length + 7) / 8 * 8);
        CollectionAssert.AreEqual(Build(json, 0x00, 0x3C, 9), File.ReadAllBytes(folder["w"]));
    }

    [TestMethod]
    [DataRow("BOOL", WeightElement.Bool, 1)]
    [DataRow("U8", WeightElement.UInt8, 1)]
    [DataRow("I8", WeightElement.Int8, 1)]
    [DataRow("U16", WeightElement.UInt16, 2)]
    [DataRow("I16", WeightElement.Int16, 2)]
    [DataRow("I32", WeightElement.Int32, 4)]
    [DataRow("I64", WeightElement.Int64, 8)]
    [DataRow("F16", WeightElement.Float16, 2)]
    [DataRow("BF16", WeightElement.BFloat16, 2)]
    [DataRow("F32", WeightElement.Float32, 4)]
    [DataRow("F64", WeightElement.Float64, 8)]
    public void Open_EachType_IsTheOneItsWordNames(string word, WeightElement type, int size)
    {
        using var folder = new TemporaryFolder();
        var header = $$$"""{"a":{"dtype":"{{{word}}}","shape":[1],"data_offsets":[0,{{{size}}}]}}""";
        File.WriteAllBytes(folder["w"], Build(header.PadRight((header.Length + 7) / 8 * 8), new byte[size]));

        using var file = SafetensorsFile.Open(folder["w"]);

        Assert.AreEqual(type, file.Tensors["a"].Type);
    }

    [TestMethod]
    [DataRow("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}""", "damaged header", DisplayName = "cut off")]
    [DataRow("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}} x""", "damaged header", DisplayName = "text after it")]
    [DataRow("""{"\ud800":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "damaged header", DisplayName = "half a surrogate pair")]
    [DataRow("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "'a', UInt8 [3], at bytes 0 to 3 of 2", DisplayName = "beyond the file")]
    [DataRow("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,2]}}""", "'a', UInt8 [1], at bytes 0 to 2 of 2", DisplayName = "size unlike shape")]
    [DataRow("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", "'a', UInt8 [2], at bytes 2 to 0 of 2", DisplayName = "ends before it begins")]
    [DataRow("""{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}""", "the shape of 'a'", DisplayName = "negative size")]
    [DataRow("""{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}""", "[2305843009213693952]", DisplayName = "2^64 bytes")]
    [DataRow("""{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,2]}}""", "the shape of 'a'", DisplayName = "size of 2^63")]
    [DataRow("""{"a":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}}""", "the shape of 'a'", DisplayName = "size with a fraction")]
    [DataRow("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "'a' at byte 1, after a gap", DisplayName = "gap")]
    [DataRow("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "2 bytes of tensors, needed 1", DisplayName = "bytes left over")]
    [DataRow(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""",
        "'b' at byte 1, inside another tensor",
        DisplayName = "overlap")]
    [DataRow(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""",
        "'a' twice",
        DisplayName = "name twice")]
    [DataRow("""{"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "the key 'dtype' twice or unknown", DisplayName = "key twice")]
    [DataRow("""{"a":{"dtype":"U8","shape":[2]}}""", "'a' incomplete", DisplayName = "no offsets")]
    [DataRow("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0]}}""", "'a' incomplete", DisplayName = "one offset")]
    [DataRow("""{"a":{"dtype":"F8","shape":[2],"data_offsets":[0,2]}}""", "elements of type 'F8'", DisplayName = "unknown type")]
    [DataRow(
        """{"__metadata__":{"step":7},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""",
        "needed text as metadata 'step'",
        DisplayName = "metadata not text")]
    [DataRow("""{"a":[]}""", "needed an object as 'a'", DisplayName = "tensor not an object")]
    public void Open_HeaderAgainstTheFormat_SaysWhatIsWrong(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w"], Build(json, 1, 2));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => SafetensorsFile.Open(folder["w"]));

        StringAssert.Contains(error.Message, expected);
        StringAssert.StartsWith(error.Message, $"Reading {folder["w"]}: found ");
    }

    [TestMethod]
    [DataRow(new byte[] { }, DisplayName = "empty")]
    [DataRow(new byte[] { 2, 0, 0, 0, 0, 0, 0 }, DisplayName = "seven bytes")]
    [DataRow(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, DisplayName = "length beyond the file")]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, (byte)'{', (byte)'}' }, DisplayName = "negative length")]
    [DataRow(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)' ', (byte)'{', (byte)'}' }, DisplayName = "space first")]
    public void Open_NoHeader_Throws(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w"], bytes);

        Assert.ThrowsExactly<InvalidInputException>(() => SafetensorsFile.Open(folder["w"]));
    }

    [TestMethod]
    public void Open_NoSuchFile_Throws()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => SafetensorsFile.Open(folder["w"]));

        StringAssert.Contains(error.Message, "found no such file");
    }

    [TestMethod]
    [Description("A sparse file: opening one reads its header and no more.")]
    public void Open_TwentyGigabytes_GivesTheLastTensor()
    {
        using var folder = new TemporaryFolder();
        const string json = """{"large":{"dtype":"F32","shape":[5000000000],"data_offsets":[0,20000000000]}"""
            + ""","last":{"dtype":"U8","shape":[2],"data_offsets":[20000000000,20000000002]}}""";
        File.WriteAllBytes(folder["w"], Build(json));
        using (var stream = File.OpenWrite(folder["w"]))
        {
            stream.Position = stream.Length + 20_000_000_000;
            stream.Write([7, 8]);
        }

        using var file = SafetensorsFile.Open(folder["w"]);

        CollectionAssert.AreEqual(new byte[] { 7, 8 }, file.GetBytes("last").ToArray());
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => file.GetBytes("large").Length).Message, "20,000,000,000 bytes in 'large', needed below 2 GiB");
    }

    [TestMethod]
    public void GetBytes_Disposed_Throws()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["w"], [new("a", WeightElement.UInt8, [1], new byte[1])]);
        var file = SafetensorsFile.Open(folder["w"]);
        file.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => file.GetBytes("a").Length);
    }

    [TestMethod]
    public void GetBytes_UnknownName_NamesFileAndTensor()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["w"], []);
        using var file = SafetensorsFile.Open(folder["w"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => file.GetBytes("bias").Length);

        StringAssert.Contains(error.Message, $"{folder["w"]}: found no tensor 'bias' among its 0");
    }

    [TestMethod]
    public void Write_TensorOfAnotherSize_LeavesOlderFile()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["w"], [new("a", WeightElement.UInt8, [1], new byte[] { 7 })]);

        Assert.ThrowsExactly<InvalidOperationException>(
            () => SafetensorsFile.Write(folder["w"], [new("a", WeightElement.UInt8, [2], stream => stream.WriteByte(1))]));

        using var file = SafetensorsFile.Open(folder["w"]);
        Assert.AreEqual(7, file.GetBytes("a")[0]);
        Assert.AreEqual(1, Directory.GetFiles(folder.Path).Length);
    }

    [TestMethod]
    [DataRow("a", "a")]
    [DataRow("a", "__metadata__")]
    public void Write_NameTaken_Throws(string first, string second)
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsExactly<ArgumentException>(() => SafetensorsFile.Write(
            folder["w"], [new(first, WeightElement.UInt8, [1], new byte[1]), new(second, WeightElement.UInt8, [1], new byte[1])]));
    }

    [TestMethod]
    public void Entry_BytesUnlikeShape_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new SafetensorsEntry("a", WeightElement.BFloat16, [2, 2], new byte[4]));
    }

    private static byte[] Build(string json, params ReadOnlySpan<byte> tensors)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(json) + tensors.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Encoding.UTF8.GetByteCount(json));
        Encoding.UTF8.GetBytes(json, bytes.AsSpan(8));
        tensors.CopyTo(bytes.AsSpan(bytes.Length - tensors.Length));
        return bytes;
    }
}
