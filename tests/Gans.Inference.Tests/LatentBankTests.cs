using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class LatentBankTests
{
    private static readonly LatentBank Faces = LatentBank.Empty
        .With("smiling woman", new LatentGroup { Numbers = [92, 98, 99] })
        .With("neutral woman", new LatentGroup { Numbers = [9, 21, 79] })
        .With("neutral man", new LatentGroup { Numbers = [10, 30, 45] });

    [TestMethod]
    [Description("Chapter 9 of Brownlee: number n is row n - 1 of the hundred latents; means of the groups, then mean - mean + mean, nothing normalised.")]
    public void Evaluate_FacesOfTheSpec_IsMeanMinusMeanPlusMean()
    {
        using var generator = Load(latentSize: 100);
        var z = generator.Latents(seed: 1).Draw(100);
        double MeanOf(int value, params int[] rows) => rows.Average(row => (double)z[row][value]);

        var man = Faces.Evaluate(VectorExpression.Parse("smiling woman - neutral woman + neutral man"), generator);

        for (var i = 0; i < 100; i++)
        {
            Assert.AreEqual(MeanOf(i, 91, 97, 98) - MeanOf(i, 8, 20, 78) + MeanOf(i, 9, 29, 44), man[i], 1e-6);
        }
    }

    [TestMethod]
    [Description("By hand: the mean of a is (2, 4); less 2 b = (2, -2) is (0, 6).")]
    public void Evaluate_FactorsAndLatents_AreCounted()
    {
        using var generator = Load(latentSize: 2);
        var bank = LatentBank.Empty.With("a", new LatentGroup { Latents = [[1, 2], [3, 6]] }).With("b", new LatentGroup { Latents = [[1, -1]] });

        CollectionAssert.AreEqual(new[] { 0f, 6f }, bank.Evaluate(VectorExpression.Parse("a - 2.5 * b + 0.5 * b"), generator));
    }

    [TestMethod]
    public void Resolve_SeedAndTruncation_AreThoseOfTheGrid()
    {
        using var generator = Load(latentSize: 5);
        var group = new LatentGroup { Seed = 7, Truncation = 0.5, Numbers = [3, 1] };

        var latents = group.Resolve(generator);

        var grid = generator.Latents(seed: 7, truncation: 0.5).Draw(3);
        CollectionAssert.AreEqual(grid[2].ToArray(), latents[0].ToArray());
        CollectionAssert.AreEqual(grid[0].ToArray(), latents[1].ToArray());
    }

    [TestMethod]
    public void Save_ThenRead_GivesTheSameGroups()
    {
        using var folder = new TemporaryFolder();
        var bank = Faces.With("own", new LatentGroup { Seed = -3, Truncation = 0.7, Numbers = [5], Latents = [[0.1f, -2]] });

        bank.Save(folder["bank.json"]);
        var read = LatentBank.Read(folder["bank.json"]);

        CollectionAssert.AreEqual(bank.Groups.Keys.ToArray(), read.Groups.Keys.ToArray());
        var (own, again) = (bank.Groups["own"], read.Groups["own"]);
        Assert.AreEqual((own.Seed, own.Truncation), (again.Seed, again.Truncation));
        CollectionAssert.AreEqual(own.Numbers.ToArray(), again.Numbers.ToArray());
        CollectionAssert.AreEqual(own.Latents[0].ToArray(), again.Latents[0].ToArray());
        CollectionAssert.AreEqual(new long[] { 92, 98, 99 }, read.Groups["smiling woman"].Numbers.ToArray());
    }

    [TestMethod]
    public void Without_Group_ForgetsIt() => Assert.IsFalse(Faces.Without("neutral man").Groups.ContainsKey("neutral man"));

    [TestMethod]
    [DataRow("{", "found damaged JSON")]
    [DataRow("null", "found damaged JSON")]
    [DataRow("""{ "groups": {} }""", "found damaged JSON")]
    [DataRow("""{ "format": 2, "groups": {} }""", "format 2, needed 1")]
    [DataRow("""{ "format": 1, "groups": { "a": { "number": [1] } } }""", "found damaged JSON")]
    [DataRow("""{ "format": 1, "groups": { "a": {} } }""", "found neither numbers nor latents")]
    [DataRow("""{ "format": 1, "groups": { "a": { "numbers": [0] } } }""", "found picture 0")]
    [DataRow("""{ "format": 1, "groups": { "a": { "numbers": [1], "truncation": 0 } } }""", "found truncation 0")]
    [DataRow("""{ "format": 1, "groups": { "a - b": { "numbers": [1] } } }""", "Choose another name")]
    public void Read_NoGoodBank_SaysWhy(string text, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bank.json"], text);

        Refusal.AssertOneLine(() => LatentBank.Read(folder["bank.json"]), part);
    }

    [TestMethod]
    public void Read_OtherValues_ReadsOrSaysWhy()
    {
        using var folder = new TemporaryFolder();
        using var generator = Load(latentSize: 2);
        Faces.With("own", new LatentGroup { Seed = -3, Truncation = 0.7, Numbers = [5], Latents = [[0.1f, -2]] }).Save(folder["bank.json"]);

        JsonFuzz.Run(File.ReadAllText(folder["bank.json"]), bytes =>
        {
            File.WriteAllBytes(folder["bank.json"], bytes);
            var bank = LatentBank.Read(folder["bank.json"]);
            foreach (var name in bank.Groups.Keys)
            {
                _ = bank.Mean(name, generator);
            }
        });
    }

    [TestMethod]
    public void Read_NoSuchFile_SaysHowToMakeOne() => Refusal.AssertOneLine(() => LatentBank.Read("/nowhere/bank.json"), "/nowhere/bank.json", "gans bank");

    [TestMethod]
    public void Evaluate_WhatTheBankCannotGive_IsRefused()
    {
        using var generator = Load(latentSize: 2);
        var bank = LatentBank.Empty.With("long", new LatentGroup { Latents = [[1, 2, 3]] });

        Refusal.AssertOneLine(() => bank.Mean("short", generator), "no group 'short'", "needed one of long");
        Refusal.AssertOneLine(() => bank.Mean("long", generator), "a latent of 3 values, needed 2");
    }

    [TestMethod]
    public void Parse_Terms_HaveTheirSignsAndFactors()
    {
        var terms = VectorExpression.Parse(" - T-shirt/top + 1.5 *  old man - .5 * hat ").Terms;

        CollectionAssert.AreEqual(new VectorTerm[] { new(-1, "T-shirt/top"), new(1.5, "old man"), new(-0.5, "hat") }, terms.ToArray());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a +")]
    [DataRow("a - + b")]
    [DataRow("a * b")]
    [DataRow("1.2.3 * a")]
    [DataRow("2 * ")]
    public void Parse_NoSum_SaysWhatIsWrong(string text) => Refusal.AssertOneLine(() => VectorExpression.Parse(text), $"'{text}'", "needed a name");

    private static Generator Load(int latentSize) => Generator.Load(new TinyModel { LatentSize = latentSize }.ToBytes(), new() { Device = Device.Cpu });
}
