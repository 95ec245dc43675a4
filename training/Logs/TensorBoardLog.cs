using System.Buffers.Binary;
using System.Globalization;
using Gans.Training.Loop;

namespace Gans.Training.Logs;

/// <summary>Writes a TensorBoard event file: losses, accuracies, speed and sample grids by step.</summary>
/// <remarks>
/// Messages <c>Event</c>, <c>Summary</c> and <c>SessionLog</c> of TensorFlow's event.proto and summary.proto, written field by field. A training that goes
/// on starts a new file with a session start at its step, at which TensorBoard forgets what a lost session wrote after it.
/// </remarks>
/// <param name="folder">The run folder.</param>
/// <param name="clock">Tells the time of events.</param>
public sealed class TensorBoardLog(RunFolder folder, TimeProvider clock) : TrainingObserver
{
    // Field numbers. Event: wall_time, step, file_version, summary, session_log. Summary: value. Summary.Value: tag, simple_value, image.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int Value = 1, Tag = 1, SimpleValue = 2, Image = 4;
    private const int ImageHeight = 1, ImageWidth = 2, ImageColours = 3, ImageBytes = 4;
    private const int SessionStatus = 1, SessionStart = 1;
    private const int PngWidthOffset = 16, PngHeightOffset = 20, Rgb = 3;

    private FileStream? stream;
    private TfRecordWriter? records;

    /// <inheritdoc/>
    public override void OnStart(long step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds()}.{step}");
        Directory.CreateDirectory(folder.Path);
        stream = new FileStream(Path.Combine(folder.Path, name), FileMode.Create, FileAccess.Write, FileShare.Read);
        records = new TfRecordWriter(stream);
        WriteEvent(0, message => message.WriteText(FileVersion, "brain.Event:2"));
        if (step > 0)
        {
            WriteEvent(step + 1, message => message.WriteMessage(SessionLog, session => session.WriteInteger(SessionStatus, SessionStart)));
        }
    }

    /// <inheritdoc/>
    public override void OnReport(TrainingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var speed = KeyValuePair.Create("speed/steps_per_s", report.Moment.StepsPerSecond);
        var scalars = report.Losses.Select(loss => KeyValuePair.Create($"loss/{loss.Key}", loss.Value))
            .Concat(report.Accuracies.Select(share => KeyValuePair.Create($"accuracy/{share.Key}", share.Value)))
            .Append(speed);
        WriteEvent(report.Moment.Step, message => message.WriteMessage(Summary, summary =>
        {
            foreach (var (tag, value) in scalars)
            {
                summary.WriteMessage(Value, entry => entry.WriteText(Tag, tag).WriteSingle(SimpleValue, (float)value));
            }
        }));
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var path = folder.SampleGrid(moment.Epoch);
        if (File.Exists(path))
        {
            var png = File.ReadAllBytes(path);
            WriteEvent(moment.Step, message => message.WriteMessage(Summary, summary => summary.WriteMessage(Value, entry => entry
                .WriteText(Tag, "samples")
                .WriteMessage(Image, image => image
                    .WriteInteger(ImageHeight, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(PngHeightOffset)))
                    .WriteInteger(ImageWidth, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(PngWidthOffset)))
                    .WriteInteger(ImageColours, Rgb)
                    .WriteBytes(ImageBytes, png)))));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stream?.Dispose();
        base.Dispose(disposing);
    }

    private void WriteEvent(long step, Action<ProtobufMessage> write)
    {
        var message = new ProtobufMessage();
        message.WriteDouble(WallTime, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds).WriteInteger(Step, step);
        write(message);
        records!.Write(message.Bytes);
        stream!.Flush();
    }
}
