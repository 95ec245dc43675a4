using Gans.Pipeline.Terminal;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Terminal;

[TestClass]
public sealed class LineWriterTests
{
    [TestMethod]
    [Description("Every way to write, so that none is a way round.")]
    public void Write_AnyForm_ShowsControlCharacters()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using var writer = new ResultWriter(inner);

        writer.Write('\u001b');
        writer.Write("\u001b");
        writer.Write("\u001b".ToCharArray());
        writer.Write("\u001b".AsSpan());
        writer.Write("{0}", "\u001b");
        writer.WriteLine((object)"\u001b");
        writer.WriteLine("\u001b");
        writer.WriteLine("\u001b".AsSpan());
        writer.WriteLine('\u001b');
        writer.WriteLine();

        Assert.AreEqual("\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\n\\x1b\n\\x1b\n\\x1b\n\n", inner.ToString());
    }

    [TestMethod]
    public void DrawingWriter_ControlCharacters_AreSent()
    {
        using var inner = new StringWriter();
        using var writer = new DrawingWriter(inner);

        writer.Write("\u001b[2K\rbar");

        Assert.AreEqual("\u001b[2K\rbar", inner.ToString());
    }

    [TestMethod]
    [DataRow(true, DisplayName = "full")]
    [DataRow(false, DisplayName = "closed")]
    public void ProgressWriter_StreamThatTakesNothing_IsSilent(bool full)
    {
        using var inner = new BrokenWriter(full);
        using var writer = new ProgressWriter(inner);

        writer.WriteLine("step 1");
        writer.Flush();

        Assert.IsGreaterThan(0, inner.Tries);
    }

    [TestMethod]
    [DataRow(true, "Writing results of gans info to standard output: the disk is full. Send")]
    [DataRow(false, "Writing results of gans info to standard output: it is closed, or nothing takes what is written. Send")]
    public void ResultWriter_StreamThatTakesNothing_SaysWhatWasWritten(bool full, string expected)
    {
        using var inner = new BrokenWriter(full);
        using var writer = new ResultWriter(inner) { What = "results of gans info" };

        StringAssert.StartsWith(Assert.ThrowsExactly<IOException>(() => writer.WriteLine("x")).Message, expected);
    }
}
