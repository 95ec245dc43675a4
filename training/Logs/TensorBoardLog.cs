using System.Buffers.Binary;
using System.Globalization;
using Gans.Training.Loop;
using Google.Protobuf;
using Tensorboard;

namespace Gans.Training.Logs;

/// <summary>Writes a TensorBoard event file: losses, accuracies, scores, speed and sample grids by step, and the settings.</summary>
/// <remarks>
/// Events are TensorFlow's messages as TorchSharp has them. Its own writer of them begins no sessions: a training that goes on starts a new file with a
/// session start at its step, at which TensorBoard forgets what a lost session wrote after it.
/// </remarks>
/// <param name="folder">The run folder.</param>
/// <param name="clock">Tells the time of events.</param>
/// <param name="settings">Numbers, truths and texts by name, to compare trainings by; null for none.</param>
internal sealed class TensorBoardLog(RunFolder folder, TimeProvider clock, IReadOnlyList<KeyValuePair<string, object>>? settings = null)
    : TrainingObserver, IDisposable
{
    private const int PngWidthOffset = 16, PngHeightOffset = 20, Rgb = 3;

    private FileStream? stream;
    private TfRecordWriter? records;

    /// <inheritdoc/>
    public override void OnStart(long step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds()}.{step}");
        Directory.CreateDirectory(folder.Path);
        stream = new FileStream(Path.Combine(folder.Path, name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        records = new TfRecordWriter(stream);
        Write(new Event { FileVersion = "brain.Event:2" });
        if (step > 0)
        {
            Write(new Event { Step = step + 1, SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start } });
        }

        if (settings is not null)
        {
            Write(new Event { Step = step, Summary = new Summary { Value = { HparamRecords.Start(settings, Seconds()) } } });
        }
    }

    /// <inheritdoc/>
    public override void OnReport(TrainingReport report)
    {
        var scalars = report.Losses.Select(static loss => Scalar($"loss/{loss.Key}", loss.Value))
            .Concat(report.Accuracies.Select(static share => Scalar($"accuracy/{share.Key}", share.Value)))
            .Concat((report.Scoring?.Scores ?? []).Select(static score => Scalar($"score/{score.Name}", score.Value)))
            .Append(Scalar("speed/steps_per_s", report.Moment.StepsPerSecond));
        Write(new Event { Step = report.Moment.Step, Summary = new Summary { Value = { scalars } } });
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingMoment moment)
    {
        var path = folder.SampleGrid(moment.Epoch);
        if (File.Exists(path))
        {
            Write(new Event { Step = moment.Step, Summary = new Summary { Value = { Picture("samples", File.ReadAllBytes(path)) } } });
        }

        if (settings is not null && moment.Step == moment.TotalSteps)
        {
            Write(new Event { Step = moment.Step, Summary = new Summary { Value = { HparamRecords.End(Seconds()) } } });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream?.Dispose();

    private static Summary.Types.Value Scalar(string tag, double value) => new() { Tag = tag, SimpleValue = (float)value };

    private static Summary.Types.Value Picture(string tag, byte[] png) => new()
    {
        Tag = tag,
        Image = new Summary.Types.Image
        {
            Height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(PngHeightOffset)),
            Width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(PngWidthOffset)),
            Colorspace = Rgb,
            EncodedImageString = ByteString.CopyFrom(png),
        },
    };

    private double Seconds() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    private void Write(Event message)
    {
        message.WallTime = Seconds();
        records!.Write(message.ToByteArray());
        stream!.Flush();
    }
}
