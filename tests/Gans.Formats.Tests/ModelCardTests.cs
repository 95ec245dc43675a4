namespace Gans.Formats.Tests;

[TestClass]
public sealed class ModelCardTests
{
    private static readonly ModelCard Full = new()
    {
        Kind = ModelKind.Discriminator,
        Recipe = "cgan",
        LatentSize = 100,
        LatentDistribution = LatentDistribution.Uniform,
        Truncation = 0.5,
        Classes = 2,
        ClassNames = ["cat", "d\"og, brown"],
        Codes = new CodeLayout(10, 2),
        Styles = new StyleLayout(512, 4, 3, 2),
        VectorSize = 3,
        SourceDomain = "horse",
        TargetDomain = "zebra",
        Dropout = DropoutState.Live,
        ValueMin = -0.5,
        ValueMax = 127.5 / 128,
        ImageHeight = 28,
        ImageWidth = 30,
        ImageChannels = 1,
        Parameters = 12_345_678_901,
        Steps = 0,
        Dataset = "drawings",
        Seed = -7,
        ToolVersion = "0.1.0",
        Weights = "trained by a test",
        WeightsSha256 = "abc",
        Resize = ResizeRule.Clean,
        Accuracy = 0.75,
    };

    [TestMethod]
    [Description("A property that is not written, or not read, would come back as it is in an empty card.")]
    public void Write_EveryProperty_IsReadAgain()
    {
        var empty = new ModelCard { Kind = ModelKind.Generator };

        var read = ModelCard.Read("a", Full.Write().ToDictionary());

        foreach (var property in typeof(ModelCard).GetProperties().Where(property => property.CanWrite && property.Name != nameof(ModelCard.Format)))
        {
            Assert.AreNotEqual(property.GetValue(empty), property.GetValue(Full), $"{property.Name} is left as it is: this test would say nothing of it");
        }

        CollectionAssert.AreEqual(Full.ClassNames.ToArray(), read.ClassNames.ToArray());
        Assert.AreEqual(Full with { ClassNames = [] }, read with { ClassNames = [] });
    }

    [TestMethod]
    [Description("As edition 1 wrote it for an unconditional generator, entry by entry.")]
    public void Read_CardOfEdition1_HasWhatItSays()
    {
        var card = ModelCard.Read("old.onnx", new Dictionary<string, string>
        {
            ["gans.format"] = "1",
            ["gans.kind"] = "generator",
            ["gans.recipe"] = "dcgan-fashion",
            ["gans.latent_size"] = "100",
            ["gans.latent_distribution"] = "normal",
            ["gans.value_min"] = "-1",
            ["gans.value_max"] = "1",
            ["gans.image_height"] = "28",
            ["gans.image_width"] = "28",
            ["gans.image_channels"] = "1",
            ["gans.parameters"] = "1164289",
            ["gans.steps"] = "936",
            ["gans.dataset"] = "fashion-mnist",
            ["gans.seed"] = "1",
            ["gans.tool_version"] = "0.1.0",
            ["other"] = "passed over",
        });

        var expected = new ModelCard
        {
            Kind = ModelKind.Generator,
            Recipe = "dcgan-fashion",
            LatentSize = 100,
            LatentDistribution = LatentDistribution.Normal,
            ValueMin = -1,
            ValueMax = 1,
            ImageHeight = 28,
            ImageWidth = 28,
            ImageChannels = 1,
            Parameters = 1_164_289,
            Steps = 936,
            Dataset = "fashion-mnist",
            Seed = 1,
            ToolVersion = "0.1.0",
        };
        Assert.AreEqual(expected with { ClassNames = card.ClassNames }, card);
        Assert.IsEmpty(card.ClassNames);
    }

    [TestMethod]
    public void Write_NoClassesAndNoCodes_SaysNothingOfThem()
    {
        var keys = new ModelCard { Kind = ModelKind.Discriminator }.Write().Select(entry => entry.Key);

        CollectionAssert.AreEqual(new[] { "gans.format", "gans.kind" }, keys.ToArray());
    }

    [TestMethod]
    [DataRow(
        "gans.kind",
        "painter",
        "is 'painter', needed generator or extractor or classifier or translator or detector or mapping or synthesis or discriminator")]
    [DataRow("gans.format", "2", "metadata format 2, needed 1")]
    [DataRow("gans.latent_size", "0", "needed a whole number from 1 to 1048576")]
    [DataRow("gans.accuracy", "many\nlines", "is 'many lines', needed a finite number")]
    public void Read_WhatItCannotUse_IsRefusedInOneLine(string key, string value, string part)
    {
        var metadata = new Dictionary<string, string> { ["gans.kind"] = "generator", [key] = value };

        var message = Assert.ThrowsExactly<InvalidInputException>(() => ModelCard.Read("a.onnx", metadata)).Message;

        Assert.StartsWith("Reading a.onnx: ", message);
        Assert.Contains(part, message);
        Assert.DoesNotContain('\n', message);
    }

    [TestMethod]
    public void Read_NoCard_SaysSo() => Assert.Contains(
        "without metadata 'gans.kind'", Assert.ThrowsExactly<InvalidInputException>(() => ModelCard.Read("a", new Dictionary<string, string>())).Message);
}
