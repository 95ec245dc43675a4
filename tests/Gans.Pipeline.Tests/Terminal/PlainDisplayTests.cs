using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Gans.Pipeline.Terminal;

namespace Gans.Pipeline.Tests.Terminal;

[TestClass]
public sealed class PlainDisplayTests
{
    [TestMethod]
    [Description("A line when the phase changes and every ten seconds: a log of a long training stays readable.")]
    public void Progressed_ManyTimes_PrintsFewLines()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var clock = new ManualClock();
        var display = new PlainDisplay(writer, clock);

        for (var i = 0; i < 30; i++)
        {
            display.Progressed("train", new StageProgress("training", i, 30, "0.5 steps/s"));
            clock.Seconds++;
        }

        display.Progressed("train", new StageProgress("saving", 0, 0));
        Assert.AreEqual(
            "train: training 0/30, 0.5 steps/s\ntrain: training 10/30, 0.5 steps/s\ntrain: training 20/30, 0.5 steps/s\ntrain: saving\n", writer.ToString());
    }

    [TestMethod]
    public void Started_ManyReasons_NamesTheFirstThree()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var display = new PlainDisplay(writer, new ManualClock());

        display.Started("a", [.. Enumerable.Range(1, 5).Select(i => new RunReason(RunCause.DepChanged, $"d{i}", "x", "y"))], resumes: true);

        Assert.AreEqual("a: goes on where it stopped (d1 changed; d2 changed; d3 changed; and 2 more)\n", writer.ToString());
    }

    [TestMethod]
    public void Ended_FailedStage_IsLeftToTheErrorLine()
    {
        using var writer = new StringWriter();

        new PlainDisplay(writer, new ManualClock()).Ended(new StageOutcome("a", StageEnd.Failed, TimeSpan.Zero, "no"));

        Assert.AreEqual("", writer.ToString());
    }

    private sealed class ManualClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
