using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
public sealed class ModelsCommandTests
{
    [TestMethod]
    public void Run_WithoutAName_ListsAll()
    {
        var (code, output, error) = Run("models");

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.Contains(output, "  gan-1d                 GAN of a few hundred weights that learns points of a curve, no images\n");
        StringAssert.Contains(output, "\n  wgan-mnist7 ");
    }

    [TestMethod]
    [Description("Sizes that chapter 17 of Brownlee gives, what the code divides by, and options with the source's values; none of codes, which it has not.")]
    [DataRow(
        "dcgan-fashion",
        new[]
        {
            "takes          images with sides of 4, 8, 12, 16, ... pixels, grey or RGB\n",
            "made for       images of 1x28x28\n",
            "generator      1,164,289 parameters\n",
            "  --latent-size 100 ",
            "  --loss non-saturating ",
        },
        "--code-weight")]
    [DataRow("progan-paper", new[] { "takes          images with sides of 4, 8, 16, 32, ... pixels, as many rows as columns, grey or RGB\n" }, "--curve")]
    [DataRow("cgan-fashion", new[] { "grey or RGB, with labels\n", "--embedding-size 50 " }, "in pairs")]
    [DataRow("gan-1d", new[] { "takes          no pack: vectors of 2 numbers are made as it goes\n", "--curve parabola " }, "made for")]
    public void Run_Name_SaysWhatItTakesAndHears(string name, string[] parts, string absent)
    {
        var (code, output, error) = Run("models", name);

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.StartsWith(output, $"{name}: ");
        foreach (var part in parts)
        {
            StringAssert.Contains(output, part);
        }

        Assert.IsFalse(output.Contains(absent, StringComparison.Ordinal), output);
    }

    [TestMethod]
    [DataRow(new[] { "models", "gan-1" }, "Did you mean 'gan-1d'?")]
    [DataRow(new[] { "models", "--models", "nowhere/Mine.dll" }, "Loading models of nowhere/Mine.dll: found no such file")]
    [DataRow(new[] { "summary", "my-gan", "--models", "nowhere/Mine.dll" }, "Loading models of nowhere/Mine.dll: found no such file")]
    public void Run_NoSuchModel_IsOneLine(string[] arguments, string part)
    {
        var (code, _, error) = Run(arguments);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
        Assert.HasCount(1, error.Trim().Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = GansCommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
