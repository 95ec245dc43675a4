namespace Gans.Formats.Tests;

[TestClass]
public sealed class DatasetShardsTests
{
    private static readonly DatasetInfo Description = new()
    {
        Name = "toy",
        Split = "train",
        Source = "made by a test",
        SourceDigest = new string('0', 64),
        Height = 1,
        Width = 1,
        Channels = 1,
    };

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Merge_AllShardsInAnyOrder_GivesTheBytesOfOnePreparation(bool withDigests)
    {
        using var folder = new TemporaryFolder();
        Write(folder["whole"], null, 0, 5, withDigests);
        Write(folder["a"], new ShardInfo(1, 3, "key"), 0, 1, withDigests);
        Write(folder["b"], new ShardInfo(2, 3, "key"), 1, 3, withDigests);
        Write(folder["c"], new ShardInfo(3, 3, "key"), 3, 5, withDigests);

        DatasetShards.Merge([folder["c"], folder["a"], folder["b"]], folder["merged"]);

        PackFolders.AssertEqual(folder["whole"], folder["merged"]);
    }

    [TestMethod]
    public void Merge_PairsAndLabels_KeepsThem()
    {
        using var folder = new TemporaryFolder();
        foreach (var index in (int[])[1, 2])
        {
            var description = Description with { ClassNames = ["one", "two"], Shard = new ShardInfo(index, 2, "key") };
            using var writer = new DatasetPackWriter(folder[$"{index}"], description, withPairs: true);
            writer.Add([(byte)index], index - 1, [(byte)(10 * index)]);
            writer.Commit();
        }

        DatasetShards.Merge([folder["1"], folder["2"]], folder["merged"]);

        using var pack = DatasetPack.Open(folder["merged"]);
        Assert.AreEqual((2, 20, 1L), (pack.GetImage(1)[0], pack.GetPair(1)[0], pack.GetLabel(1)));
    }

    [TestMethod]
    public void Merge_WhatDoesNotBelongTogether_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        Write(folder["whole"], null, 0, 5, true);
        Write(folder["1"], new ShardInfo(1, 3, "key"), 0, 1, true);
        Write(folder["other"], new ShardInfo(2, 3, "other key"), 1, 3, true);

        AssertRefused("found none", []);
        AssertRefused("is a whole pack", [folder["whole"]]);
        AssertRefused("is of another preparation than", [folder["1"], folder["other"]]);
        AssertRefused("found shard 1 of 3 twice", [folder["1"], folder["1"]]);
        AssertRefused("found 1 of 3, needed all. Name shard 2, 3 as well.", [folder["1"]]);
        Assert.IsFalse(Directory.Exists(folder["merged"]));

        void AssertRefused(string fault, string[] shards) =>
            StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => DatasetShards.Merge(shards, folder["merged"])).Message, fault);
    }

    private static void Write(string path, ShardInfo? shard, int from, int to, bool withDigests)
    {
        using var writer = DatasetPackWriter.Resume(path, Description with { Shard = shard }, "key", withDigests: withDigests);
        for (var input = from; input < to; input++)
        {
            writer.Add([(byte)input]);
            writer.Reject($"{input}.txt", "no picture");
            writer.EndInput(withDigests ? [.. Enumerable.Repeat((byte)input, 32)] : default);
        }

        writer.Commit();
    }
}
