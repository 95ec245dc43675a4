using System.Buffers.Binary;
using Gans.Formats;
using Gans.Training.Logs;
using Gans.Training.Loop;
using Google.Protobuf;

namespace Gans.Training.Tests.Logs;

[TestClass]
public sealed class TensorBoardLogTests
{
    private static readonly TrainingMoment Moment = new(468, 936, 1, 29_952, 10, 2.5, 180);

    [TestMethod]
    [Description("The check value of CRC-32C is 0xe3069283 (RFC 3720, B.4, after the ASCII digits 1 to 9); masked: rotated right by 15, plus 0xa282ead8.")]
    public void MaskedChecksum_OfTheCheckString_IsKnown()
    {
        const uint crc = 0xe3069283;

        Assert.AreEqual(unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8), TfRecordWriter.MaskedChecksum("123456789"u8));
    }

    [TestMethod]
    public void File_OfAReport_ReadsBackWithGoodChecksums()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 0, log => log.OnReport(new TrainingReport(
            Moment, new Dictionary<string, double> { ["generator"] = 0.75 }, new Dictionary<string, double> { ["real"] = 0.5 })));

        var events = ReadEvents(folder.Path);

        Assert.AreEqual("brain.Event:2", events[0].Text(3));
        Assert.AreEqual(468UL, events[1].Number(2));
        var scalars = events[1].Message(5).All(1).Select(entry => (entry.Text(1), entry.Single(2))).ToArray();
        CollectionAssert.AreEqual(new[] { ("loss/generator", 0.75f), ("accuracy/real", 0.5f), ("speed/steps_per_s", 2.5f) }, scalars);
    }

    [TestMethod]
    public void File_OfAnEpoch_HoldsTheGrid()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        new ImageBatch(2, 3, 5, 1).SaveGrid(run.SampleGrid(1), new GridOptions { Columns = 2, Gap = 0 });

        Write(folder.Path, 0, log => log.OnEpoch(Moment));

        var value = ReadEvents(folder.Path)[1].Message(5).Message(1);
        var image = value.Message(4);
        Assert.AreEqual("samples", value.Text(1));
        Assert.AreEqual((3UL, 10UL), (image.Number(1), image.Number(2)));
        CollectionAssert.AreEqual(File.ReadAllBytes(run.SampleGrid(1)), image.Bytes(4));
    }

    [TestMethod]
    [Description("TensorBoard drops what lies at or after the step of a session start.")]
    public void File_OfAResume_BeginsASessionAtTheNextStep()
    {
        using var folder = new TemporaryFolder();

        Write(folder.Path, 100, _ => { });

        var session = ReadEvents(folder.Path)[1];
        Assert.AreEqual(101UL, session.Number(2));
        Assert.AreEqual(1UL, session.Message(7).Number(1));
    }

    [TestMethod]
    [Description(
        "TensorBoard's plugin_data.proto and api.proto: HParamsPluginData has session_start_info as field 3 and session_end_info as 4, no version for "
        + "0; the first a map of google.protobuf.Value (2 a number, 3 a text, 4 a truth) as field 1; the second the status, 1 for success.")]
    public void File_OfSettings_HoldsASessionOfTheHparamsPlugin()
    {
        using var folder = new TemporaryFolder();
        KeyValuePair<string, object>[] settings = [new("rate", 0.5), new("epochs", 7L), new("model", "m"), new("flag", true)];
        var last = Moment with { Step = Moment.TotalSteps };

        Write(folder.Path, 0, log => log.OnEpoch(last), settings);

        var (start, end) = (Plugin(ReadEvents(folder.Path)[1]), Plugin(ReadEvents(folder.Path)[2]));
        Assert.AreEqual(("_hparams_/session_start_info", "_hparams_/session_end_info"), (start.Tag, end.Tag));
        var entries = start.Data.Message(3).All(1).ToDictionary(entry => entry.Text(1), entry => entry.Message(2));
        Assert.AreEqual((0.5, 7.0, "m", 1UL), (entries["rate"].Double(2), entries["epochs"].Double(2), entries["model"].Text(3), entries["flag"].Number(4)));
        Assert.AreEqual(1UL, end.Data.Message(4).Number(1));
    }

    [TestMethod]
    public void File_OfScores_HasACurveOfEach()
    {
        using var folder = new TemporaryFolder();
        var none = new Dictionary<string, double>();
        Write(folder.Path, 0, log => log.OnReport(new TrainingReport(Moment, none, none, Scoring: new([new("fid", 31.5), new("kid", 0.25)], 1))));

        var scalars = ReadEvents(folder.Path)[1].Message(5).All(1).Select(entry => (entry.Text(1), entry.Single(2))).ToArray();

        CollectionAssert.AreEqual(new[] { ("score/fid", 31.5f), ("score/kid", 0.25f), ("speed/steps_per_s", 2.5f) }, scalars);
    }

    private static (string Tag, Fields Data) Plugin(Fields message)
    {
        var value = message.Message(5).Message(1);
        var plugin = value.Message(9).Message(1);   // metadata, plugin_data
        Assert.AreEqual("hparams", plugin.Text(1));
        return (value.Text(1), plugin.Message(2));
    }

    private static void Write(string folder, long step, Action<TensorBoardLog> act, IReadOnlyList<KeyValuePair<string, object>>? settings = null)
    {
        using var log = new TensorBoardLog(new RunFolder(folder), TimeProvider.System, settings);
        log.OnStart(step);
        act(log);
    }

    private static List<Fields> ReadEvents(string folder)
    {
        var bytes = File.ReadAllBytes(Directory.GetFiles(folder, "events.out.tfevents.*").Single()).AsSpan();
        var events = new List<Fields>();
        while (bytes.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.AreEqual(Checksum(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            Assert.AreEqual(Checksum(bytes.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(new Fields(bytes.Slice(12, length).ToArray()));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }

    /// <summary>CRC-32C bit by bit (reversed polynomial 0x82f63b78), masked.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0x82f63b78 & (0 - (crc & 1)));
            }
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }

    /// <summary>The fields of a protocol buffer message, read by Google's reader.</summary>
    private sealed class Fields
    {
        private readonly List<(int Field, object Value)> values = [];

        internal Fields(byte[] message)
        {
            var input = new CodedInputStream(message);
            while (input.ReadTag() is var tag && tag != 0)
            {
                values.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
                {
                    WireFormat.WireType.Varint => input.ReadUInt64(),
                    WireFormat.WireType.Fixed64 => input.ReadDouble(),
                    WireFormat.WireType.Fixed32 => input.ReadFloat(),
                    _ => input.ReadBytes().ToByteArray(),
                }));
            }
        }

        internal ulong Number(int field) => (ulong)One(field);

        internal double Double(int field) => (double)One(field);

        internal float Single(int field) => (float)One(field);

        internal byte[] Bytes(int field) => (byte[])One(field);

        internal string Text(int field) => System.Text.Encoding.UTF8.GetString(Bytes(field));

        internal Fields Message(int field) => new(Bytes(field));

        internal IEnumerable<Fields> All(int field) => values.Where(entry => entry.Field == field).Select(entry => new Fields((byte[])entry.Value));

        private object One(int field) => values.Single(entry => entry.Field == field).Value;
    }
}
