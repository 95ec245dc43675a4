using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class StageOptionTests
{
    [TestMethod]
    [DataRow("007", "7")]
    [DataRow("-0", "0")]
    [DataRow("2147483647", "2147483647")]
    public void Normalize_WholeNumber_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Number.Normalize(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("1e3")]
    [DataRow(" 1")]
    [DataRow("2147483648")]
    [DataRow("99999999999999999999")]
    public void Normalize_NotAWholeNumber_Throws(string text) => Assert.ThrowsExactly<FormatException>(() => Number.Normalize(text));

    [TestMethod]
    [DataRow("0.10", "0.1")]
    [DataRow("2e-4", "0.0002")]
    public void Normalize_Number_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Share.Normalize(text));

    [TestMethod]
    [DataRow("1")]
    [DataRow("-0.1")]
    [DataRow("NaN")]
    [DataRow("1,5")]
    public void Normalize_NotInTheRange_Throws(string text) => Assert.ThrowsExactly<FormatException>(() => Share.Normalize(text));

    [TestMethod]
    [DataRow("auto", "auto")]
    [DataRow("CPU", "cpu")]
    [DataRow("cuda:0", "cuda")]
    [DataRow("cuda:3", "cuda:3")]
    public void Normalize_Device_HasOneForm(string text, string expected) => Assert.AreEqual(expected, StageOption.Device.Normalize(text));

    [TestMethod]
    [DataRow("gpu")]
    [DataRow("cuda:")]
    [DataRow("cuda:x")]
    public void Normalize_NoDevice_Throws(string text) => Assert.ThrowsExactly<FormatException>(() => StageOption.Device.Normalize(text));

    [TestMethod]
    public void Normalize_List_JoinsWithCommas() => Assert.AreEqual("7,9", StageOption.WholeNumberList("classes", "7", "").Normalize(" 7, 09"));

    [TestMethod]
    public void Normalize_ChoiceList_TakesItsWordsOnly()
    {
        var option = StageOption.ChoiceList("metrics", "fid,is", "", ["fid", "is"]);

        Assert.AreEqual("is,fid", option.Normalize("is, fid"));
        Assert.ThrowsExactly<FormatException>(() => option.Normalize("fid,,is"));
        Assert.ThrowsExactly<FormatException>(() => option.Normalize("kid"));
    }

    [TestMethod]
    public void Normalize_ArgumentList_TakesTextsThatAreNotEmpty()
    {
        var option = StageOption.ArgumentList("sums", "SUM", "");

        Assert.AreEqual("a - b,c", option.Normalize(" a - b, c"));
        Assert.ThrowsExactly<FormatException>(() => option.Normalize("a,,c"));
        Assert.ThrowsExactly<FormatException>(() => option.Normalize(""));
    }

    [TestMethod]
    public void CommandLineName_Underscores_BecomeDashes() =>
        Assert.AreEqual("--batch-size", StageOption.OptionalWholeNumber("batch_size", "", 1).CommandLineName);

    private static StageOption Number => StageOption.WholeNumber("n", "", value: 1, minimum: 0);

    private static StageOption Share => StageOption.OptionalNumber("x", "", minimum: 0, below: 1);
}
