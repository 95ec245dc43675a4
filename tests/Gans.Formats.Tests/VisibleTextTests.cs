namespace Gans.Formats.Tests;

[TestClass]
public sealed class VisibleTextTests
{
    [TestMethod]
    [DataRow("plain, \u00e4 \u2028 \ud83d\ude00", "plain, \u00e4 \u2028 \ud83d\ude00")]
    [DataRow("\u001b]0;pwned\u0007\u001b[2J", "\\x1b]0;pwned\\x07\\x1b[2J")]
    [DataRow("a\tb\nc\r\nd", "a\tb\nc\r\nd")]
    [DataRow("back\rto the start\r", "back\\x0dto the start\\x0d")]
    [DataRow("\u009b31m\u007f\0", "\\x9b31m\\x7f\\x00", DisplayName = "of eight bits, delete and zero")]
    public void Of_ControlCharacters_AreShown(string text, string expected) => Assert.AreEqual(expected, VisibleText.Of(text));

    [TestMethod]
    public void OfLine_EndsOfLines_AreShownToo() => Assert.AreEqual("a\\x0agans: failed\\x0d\\x0a\\u2028", VisibleText.OfLine("a\ngans: failed\r\n\u2028"));
}
