using System.Collections.Immutable;
using Gans.Models;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class StageOptionTests
{
    private static readonly StageOption<long> Number = StageOption.WholeNumber("n", "", value: 1, minimum: 0, maximum: 1_000_000);
    private static readonly StageOption<double?> Share = StageOption.OptionalNumber("x", "", new NumberDomain(most: 1) { ExcludesMost = true });

    [TestMethod]
    [DataRow("007", "7")]
    [DataRow("-0", "0")]
    [DataRow("1000000", "1000000")]
    public void Parse_WholeNumber_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Normal(Number, text));

    [TestMethod]
    [DataRow("")]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("1e3")]
    [DataRow(" 1")]
    [DataRow("1000001")]
    [DataRow("99999999999999999999")]
    public void Parse_NotAWholeNumberOfTheRange_IsNull(string text) => Assert.IsNull(Number.Parse(text));

    [TestMethod]
    public void Needs_Range_SaysBothEnds()
    {
        Assert.AreEqual("a whole number from 0 to 1000000", Number.Needs);
        Assert.AreEqual("a number from 0 to less than 1", Share.Needs);
        Assert.AreEqual("a whole number from 0 up", StageOption.WholeNumber("n", "", 1, 0, long.MaxValue).Needs);
    }

    [TestMethod]
    [DataRow("0.10", "0.1")]
    [DataRow("2e-4", "0.0002")]
    public void Parse_Number_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Normal(Share, text));

    [TestMethod]
    [DataRow("1")]
    [DataRow("-0.1")]
    [DataRow("NaN")]
    [DataRow("1,5")]
    public void Parse_NotInTheRange_IsNull(string text) => Assert.IsNull(Share.Parse(text));

    [TestMethod]
    [DataRow("0..255", "0..255")]
    [DataRow("-1..1", "-1..1")]
    [DataRow("-0.50..5e-1", "-0.5..0.5")]
    public void Parse_Range_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Normal(StageOption.Range("r", ""), text));

    [TestMethod]
    [DataRow("1")]
    [DataRow("1..0")]
    [DataRow("0..0")]
    [DataRow("0..1..2")]
    [DataRow("a..b")]
    [DataRow("0..1e999")]
    public void Parse_NoRisingRange_IsNull(string text) => Assert.IsNull(StageOption.Range("r", "").Parse(text));

    [TestMethod]
    public void Parse_Numbers_HaveOneForm() => Assert.AreEqual("0.5,-1,20", Normal(StageOption.NumberList("m", "X", ""), "0.50, -1,2e1"));

    [TestMethod]
    [DataRow("auto", "auto")]
    [DataRow("CPU", "cpu")]
    [DataRow("cuda:0", "cuda")]
    [DataRow("cuda:3", "cuda:3")]
    public void Parse_Device_HasOneForm(string text, string expected) => Assert.AreEqual(expected, Normal(StageOption.Device, text));

    [TestMethod]
    [DataRow("gpu")]
    [DataRow("cuda:")]
    [DataRow("cuda:x")]
    public void Parse_NoDevice_IsNull(string text) => Assert.IsNull(StageOption.Device.Parse(text));

    [TestMethod]
    public void Parse_List_JoinsWithCommas()
    {
        var option = StageOption.WholeNumberList("classes", "7", "");

        Assert.AreEqual("7,9", Normal(option, " 7, 09"));
        CollectionAssert.AreEqual(new[] { 7, 9 }, ((ImmutableArray<int>)option.Parse(" 7, 09")!).ToArray());
        Assert.IsNull(option.Parse("7,-1"));
        Assert.IsNull(option.Parse("7,"));
    }

    [TestMethod]
    [Description("Classes are numbers or names; a number has one form, a name is kept as it is.")]
    public void Parse_ClassList_TakesNumbersAndNames()
    {
        var option = StageOption.ClassList("labels", "");

        Assert.AreEqual("3,T-shirt/top,-1", Normal(option, "03, T-shirt/top,-1"));
        Assert.IsNull(option.Parse("3,,4"));
    }

    [TestMethod]
    public void Parse_ChoiceList_TakesItsWordsOnly()
    {
        var option = StageOption.ChoiceList("metrics", "fid,is", "", ["fid", "is"]);

        Assert.AreEqual("is,fid", Normal(option, "is, fid"));
        Assert.IsNull(option.Parse("fid,,is"));
        Assert.IsNull(option.Parse("kid"));
    }

    [TestMethod]
    public void Parse_Enumeration_TakesItsMembersInKebabCase()
    {
        var option = StageOption.OptionalChoice<AdversarialLossKind>("loss", "", AdversarialLossKind.Minimax);

        Assert.AreEqual(AdversarialLossKind.LeastSquares, option.Parse("least-squares"));
        Assert.AreEqual("non-saturating|least-squares|wasserstein|hinge|boundary-equilibrium|relativistic-pairing", option.ValueName);
        Assert.IsNull(option.Parse("minimax"), "left out");
        Assert.IsNull(option.Parse("LeastSquares"));
        Assert.IsNull(option.Parse("2"));
    }

    [TestMethod]
    public void Parse_ArgumentList_TakesTextsThatAreNotEmpty()
    {
        var option = StageOption.ArgumentList("sums", "SUM", "", "sums", text => text.Length > 0 ? text : null);

        Assert.AreEqual("a - b,c", Normal(option, " a - b, c"));
        Assert.IsNull(option.Parse("a,,c"));
        Assert.IsNull(option.Parse(""));
    }

    [TestMethod]
    public void CommandLineName_Underscores_BecomeDashes() =>
        Assert.AreEqual("--batch-size", StageOption.OptionalWholeNumber("batch_size", "", 1, 2).CommandLineName);

    private static string Normal(StageOption option, string text) => option.Format(option.Parse(text)!);
}
