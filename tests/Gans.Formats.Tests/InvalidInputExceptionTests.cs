namespace Gans.Formats.Tests;

[TestClass]
public sealed class InvalidInputExceptionTests
{
    [TestMethod]
    [Description("What a file holds may stand in a message: a line's end would make two lines of it, an escape would reach the terminal.")]
    public void Message_WithControlCharacters_ShowsThem() => Assert.AreEqual(
        "Reading a: found \\x1b[2J\\x0d\\x0a\\u2028ä.", new InvalidInputException("Reading a: found \u001b[2J\r\n\u2028ä.").Message);

    [TestMethod]
    public void Message_VeryLong_LosesItsMiddle()
    {
        var message = InvalidInputException.Reading("a", $"found {new string('x', 1_000_000)}. Remove it.").Message;

        Assert.IsLessThan(4000, message.Length);
        StringAssert.StartsWith(message, "Reading a: found xxx");
        StringAssert.EndsWith(message, "xxx. Remove it.");
    }

    [TestMethod]
    public void Problem_OfReading_IsTheMessageWithoutTheName()
    {
        Assert.AreEqual("found none.", InvalidInputException.Reading("a: b", "found none.").Problem);
        Assert.AreEqual("found none.", new InvalidInputException("found none.").Problem);
    }
}
