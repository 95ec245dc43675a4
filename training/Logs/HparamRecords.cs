using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Tensorboard;

namespace Gans.Training.Logs;

/// <summary>The settings of a training as TensorBoard's HPARAMS page reads them: that a session began with them, and that it ended.</summary>
/// <remarks>
/// Messages <c>HParamsPluginData</c>, <c>SessionStartInfo</c> and <c>SessionEndInfo</c> of TensorBoard's plugin, version 0, written field by field, since
/// TorchSharp has none of them. Of metrics nothing is said: the page takes every curve of a run for one.
/// </remarks>
internal static class HparamRecords
{
    private const string Plugin = "hparams";
    private const int SessionStartField = 3, SessionEndField = 4;      // of HParamsPluginData
    private const int HparamsField = 1, StartTimeField = 5;            // of SessionStartInfo
    private const int StatusField = 1, EndTimeField = 2, Success = 1;  // of SessionEndInfo
    private const int KeyField = 1, ValueField = 2;                    // of an entry of a map

    /// <summary>A session began.</summary>
    /// <param name="settings">Numbers, truths and texts by name.</param>
    /// <param name="seconds">When, since 1970.</param>
    internal static Summary.Types.Value Start(IEnumerable<KeyValuePair<string, object>> settings, double seconds) =>
        Record("_hparams_/session_start_info", SessionStartField, output =>
        {
            foreach (var (name, value) in settings)
            {
                WriteMessage(output, HparamsField, entry =>
                {
                    entry.WriteTag(KeyField, WireFormat.WireType.LengthDelimited);
                    entry.WriteString(name);
                    entry.WriteTag(ValueField, WireFormat.WireType.LengthDelimited);
                    entry.WriteMessage(ValueOf(value));
                });
            }

            WriteDouble(output, StartTimeField, seconds);
        });

    /// <summary>It ended well.</summary>
    /// <param name="seconds">When, since 1970.</param>
    internal static Summary.Types.Value End(double seconds) => Record("_hparams_/session_end_info", SessionEndField, output =>
    {
        output.WriteTag(StatusField, WireFormat.WireType.Varint);
        output.WriteInt32(Success);
        WriteDouble(output, EndTimeField, seconds);
    });

    private static Value ValueOf(object value) => value switch
    {
        bool truth => Value.ForBool(truth),
        double number => Value.ForNumber(number),
        long whole => Value.ForNumber(whole),
        _ => Value.ForString(value.ToString()),
    };

    private static Summary.Types.Value Record(string tag, int field, Action<CodedOutputStream> write) => new()
    {
        Tag = tag,
        Metadata = new SummaryMetadata
        {
            PluginData = new SummaryMetadata.Types.PluginData { PluginName = Plugin, Content = Message(output => WriteMessage(output, field, write)) },
        },
        Tensor = new TensorProto { Dtype = DataType.DtFloat, TensorShape = new TensorShapeProto() },   // a record without a value is passed over
    };

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(Message(write));
    }

    private static void WriteDouble(CodedOutputStream output, int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
    }

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(output);
        }

        return ByteString.CopyFrom(memory.ToArray());
    }
}
