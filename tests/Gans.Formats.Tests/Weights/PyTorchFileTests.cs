using System.IO.Compression;

namespace Gans.Formats.Tests.Weights;

[TestClass]
public sealed class PyTorchFileTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_StateDict_GivesEachTensorInCOrder(bool isLegacy)
    {
        var file = Read(isLegacy ? PyTorchFiles.WholeLegacy() : PyTorchFiles.WholeArchive());

        Assert.AreEqual(WeightFormat.PyTorch, file.Format);
        CollectionAssert.AreEqual(new[] { "net.weight", "net.turned", "net.half", "net.double", "net.steps" }, file.Tensors.Keys.ToArray());
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6 }, Values(file, "net.weight"));
        CollectionAssert.AreEqual(new long[] { 3, 2 }, file.Tensors["net.turned"].Shape.ToArray());
        CollectionAssert.AreEqual(new float[] { 1, 4, 2, 5, 3, 6 }, Values(file, "net.turned"));
        CollectionAssert.AreEqual(new[] { 0.5f, -2 }, Values(file, "net.half"));
        CollectionAssert.AreEqual(new[] { 0.1f }, Values(file, "net.double"));
        CollectionAssert.AreEqual(new float[] { 12 }, Values(file, "net.steps"));
    }

    [TestMethod]
    public void Read_StateDictBesideOtherThings_IsFound()
    {
        var pickle = Single(new PickleBuilder().Op("}(").Text("epoch").Number(3).Text("state_dict").Op("}").Text("w"), 1).Op("su");

        CollectionAssert.AreEqual(new float[] { 7 }, Values(Read(Archive(pickle, 7)), "w"));
    }

    [TestMethod]
    public void Read_ParameterInsteadOfTensor_IsItsTensor()
    {
        var pickle = Single(new PickleBuilder().Op("}").Text("w").Global("torch._utils", "_rebuild_parameter").Op("("), 1)
            .Op("\u0088").Global("collections", "OrderedDict").Op(")RtRs");

        CollectionAssert.AreEqual(new float[] { 7 }, Values(Read(Archive(pickle, 7)), "w"));
    }

    [TestMethod]
    [DataRow("posix", "system", "posix.system")]
    [DataRow("builtins", "eval", "builtins.eval")]
    [DataRow("torch._utils", "_rebuild_tensor_v3", "torch._utils._rebuild_tensor_v3")]
    [Description("A pickle may call anything. What is no tensor is named, and was not run: the file that the call would write is not there.")]
    public void Read_CallOfCode_IsRefusedByName(string module, string name, string shown)
    {
        using var folder = new TemporaryFolder();
        var pickle = new PickleBuilder().Op("}").Text("w").Global(module, name).Op("(").Text($"touch '{folder["run"]}'").Op("tRs");

        StringAssert.Contains(Refusal(Archive(pickle)).Message, $"a call of {shown} with 1 arguments");
        Assert.IsFalse(File.Exists(folder["run"]));
    }

    [TestMethod]
    public void Read_DictThatHoldsItself_IsRefused()
    {
        var pickle = new PickleBuilder().Op("}q\0").Text("state_dict").Op("h\0s");

        StringAssert.Contains(Refusal(Archive(pickle)).Message, "a dict without tensors");
    }

    [TestMethod]
    [DataRow(0L, 9L, 1L, "'w' [9]")]                      // more than there is
    [DataRow(0L, 8L, 0L, "")]                             // one number eight times: a storage of eight has room for that
    [DataRow(1L, 8L, 1L, "'w' [8]")]                      // the last lies outside
    [DataRow(0L, 3L, 1L << 62, "'w' [3]")]                // far outside
    [DataRow(9L, 0L, 1L, "")]                             // nothing at all
    [DataRow(0L, 1L << 62, 0L, "'w' [4611686018427387904]")]
    public void Read_WindowOfStorage_StaysInside(long offset, long count, long stride, string finding)
    {
        var pickle = new PickleBuilder().Op("}").Text("w").Tensor("0", "FloatStorage", 8, offset, [count], [stride], isLegacy: false).Op("s");
        var bytes = Archive(pickle, 1, 2, 3, 4, 5, 6, 7, 8);

        if (finding.Length == 0)
        {
            Assert.AreEqual(count, Values(Read(bytes), "w").Length);
        }
        else
        {
            StringAssert.Contains(Refusal(bytes).Message, finding);
        }
    }

    [TestMethod]
    [DataRow("X\u00ff\u00ff\u00ff\u007f", "cut short")]          // a text of 2 GiB
    [DataRow("r\u00ff\u00ff\u00ff\u00ff", "a memo of nothing")]
    [DataRow("h\u0005", "a memo that was never made")]
    [DataRow("u", "without a beginning")]
    [DataRow("s", "nothing on the stack")]
    [DataRow("((", "nothing on the stack")]
    [DataRow("K\u0001K\u0002K\u0003u", "without a beginning")]
    [DataRow("]", "no dict of tensors")]
    [DataRow("o", "opcode 0x6f")]
    [DataRow("NNR", "a call of what is no name")]
    [DataRow("NQ", "no storage")]
    public void Read_HostilePickle_SaysWhatIsWrong(string opcodes, string finding) =>
        StringAssert.Contains(Refusal(Archive(new PickleBuilder().Op(opcodes))).Message, finding);

    [TestMethod]
    public void Read_StorageShorterThanClaimed_IsRefused()
    {
        var pickle = Single(new PickleBuilder().Op("}").Text("w"), 1000).Op("s");

        StringAssert.Contains(Refusal(Archive(pickle, 1)).Message, "4 bytes in storage 0, which has 1,000 numbers");
    }

    [TestMethod]
    [Description("A compressed entry could claim a thousand times the file's size.")]
    public void Read_CompressedArchive_IsRefused()
    {
        var bytes = PyTorchFiles.Archive(
            PyTorchFiles.StateDict(isLegacy: false), new Dictionary<string, byte[]> { ["0"] = new byte[1 << 20] }, CompressionLevel.SmallestSize);

        StringAssert.Contains(Refusal(bytes).Message, "compressed");
    }

    [TestMethod]
    public void Read_LegacyStorageOfOtherLength_IsRefused()
    {
        var bytes = PyTorchFiles.Legacy(PyTorchFiles.StateDict(isLegacy: true), [("0", long.MaxValue, [])]);

        StringAssert.Contains(Refusal(bytes).Message, "another length of storage 0");
    }

    [TestMethod]
    [Description("200 kB of text, encoded 2,000 times: copied each time that would be 400 MB.")]
    public void Read_TextEncodedManyTimes_IsMadeOnce()
    {
        var pickle = new PickleBuilder().Text(new string('x', 200_000)).Op("q\0").Global("_codecs", "encode").Op("q\u0001").Text("latin1").Op("q\u0002(");
        for (var i = 0; i < 2000; i++)
        {
            pickle.Op("h\u0001(h\0h\u0002tR");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(Archive(pickle.Op("t")));
        Assert.IsLessThan(20_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [Description("A shape of 10,000 numbers, given to 2,000 tensors: 160 MB if each had its own.")]
    public void Read_ShapeNamedManyTimes_IsMadeOnce()
    {
        var pickle = new PickleBuilder().Numbers([.. new long[10_000]]).Op("q\0").Global("torch._utils", "_rebuild_tensor_v2").Op("q\u0001((")
            .Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Number(1).Op("tQq\u0002(");
        for (var i = 0; i < 2000; i++)
        {
            pickle.Op("h\u0001(h\u0002K\0h\0h\0tR");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(Archive(pickle.Op("t")));
        Assert.IsLessThan(20_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("}")]
    [DataRow("]")]
    [DataRow("K\u0001q\0")]
    [Description("Bytes that each make an object of a hundred: past 64 MB of them and eight times what was read it is no honest file.")]
    public void Read_MoreObjectsThanBytesAreWorth_IsRefused(string opcodes)
    {
        var pickle = new PickleBuilder().Op(string.Concat(Enumerable.Repeat(opcodes, 4_000_000 / opcodes.Length)));

        StringAssert.Contains(Refusal(Archive(pickle)).Message, "can hold honestly");
    }

    [TestMethod]
    public void Read_FlippedBitInStorage_IsRefused()
    {
        var bytes = PyTorchFiles.WholeArchive();
        bytes[bytes.AsSpan().IndexOf(PyTorchFiles.Storages[0].Bytes)] ^= 1;

        StringAssert.Contains(Refusal(bytes).Message, "archive/data/0 damaged: its checksum differs from its content");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    [Description("As torch.serialization.set_crc32_options(False) leaves them; and as torch.save writes all, with 64-bit sizes.")]
    public void Read_ArchiveWithoutSums_IsRead(bool isLarge)
    {
        var parts = PyTorchFiles.Storages.Select(static storage => new ZipPart($"a/data/{storage.Key}", storage.Bytes) { Method = 0, Sum = 0 });
        var bytes = ArchiveBytes.Zip(isLarge, [new ZipPart("a/data.pkl", PyTorchFiles.StateDict(isLegacy: false)) { Method = 0 }, .. parts]);

        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6 }, Values(Read(bytes), "net.weight"));
    }

    [TestMethod]
    [Description("Two thousand storages that all lie in the same bytes.")]
    public void Read_StoragesThatShareBytes_IsRefused()
    {
        var content = new byte[4096];
        var bytes = ArchiveBytes.Zip([
            .. Enumerable.Range(0, 2000).Select(i => new ZipPart($"a/data/{i}", content) { Method = 0, At = 0 }),
            new ZipPart("a/data.pkl", PyTorchFiles.StateDict(isLegacy: false)) { Method = 0 },
        ]);

        StringAssert.Contains(Refusal(bytes).Message, "in the same bytes");
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(640)]
    [Description("The lengths of these headers begin with the bytes 0x80 0x00 and 0x80 0x02, the second as a pickle of protocol 2 does.")]
    public void Read_SafetensorsThatBeginsAsAPickle_IsSafetensors(int headerSize)
    {
        var header = """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""".PadRight(headerSize);

        var file = Read([.. BitConverter.GetBytes((long)headerSize), .. System.Text.Encoding.ASCII.GetBytes(header), .. BitConverter.GetBytes(7f)]);

        Assert.AreEqual(WeightFormat.Safetensors, file.Format);
        CollectionAssert.AreEqual(new float[] { 7 }, Values(file, "w"));
    }

    [TestMethod]
    public void Read_KerasFile_SaysHowToConvert() =>
        StringAssert.Contains(Refusal([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10]).Message, "tensorflowjs_converter");

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_DamagedFile_ReadsOrThrowsInvalidInput(bool isLegacy) =>
        ReaderFuzz.Run(isLegacy ? PyTorchFiles.WholeLegacy() : PyTorchFiles.WholeArchive(), path => WeightFile.Read(path), count: 1000);

    private static PickleBuilder Single(PickleBuilder builder, long count) => builder.Tensor("0", "FloatStorage", count, 0, [1], [1], isLegacy: false);

    private static byte[] Archive(PickleBuilder pickle, params float[] storage) =>
        PyTorchFiles.Archive(pickle.ToArray(), new Dictionary<string, byte[]> { ["0"] = [.. storage.SelectMany(BitConverter.GetBytes)] });

    private static float[] Values(WeightFile file, string name) => file.Tensors[name].Values.ToArray();

    private static InvalidInputException Refusal(byte[] bytes) => Assert.ThrowsExactly<InvalidInputException>(() => Read(bytes));

    private static WeightFile Read(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["weights.pth"], bytes);
        return WeightFile.Read(folder["weights.pth"]);
    }
}
