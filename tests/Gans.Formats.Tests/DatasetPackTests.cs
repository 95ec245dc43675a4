namespace Gans.Formats.Tests;

[TestClass]
public sealed class DatasetPackTests
{
    [TestMethod]
    public void Open_WhatWriterCommitted_GivesImagesLabelsAndInfo()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["pack"], Description("cat", "dog")))
        {
            writer.Add([1, 2, 3, 4, 5, 6], 1);
            writer.Add([7, 8, 9, 10, 11, 12], 0);
            writer.Add([13, 14, 15, 16, 17, 18], 1);
            writer.Reject("broken.png", "truncated");
            writer.Commit();
        }

        using var pack = DatasetPack.Open(folder["pack"]);

        Assert.AreEqual((3L, 1, 2, 3), (pack.Count, pack.Height, pack.Width, pack.Channels));
        CollectionAssert.AreEqual(new byte[] { 7, 8, 9, 10, 11, 12 }, pack.GetImage(1).ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 0, 1 }, new[] { pack.GetLabel(0), pack.GetLabel(1), pack.GetLabel(2) });
        CollectionAssert.AreEqual(new long[] { 1, 2 }, pack.Info.ClassCounts.ToArray());
        CollectionAssert.AreEqual(new[] { new RejectedFile("broken.png", "truncated") }, pack.Info.Rejected.ToArray());
    }

    internal static DatasetInfo Description(params string[] classes) => new()
    {
        Name = "toy",
        Split = "train",
        Source = "made by a test",
        SourceDigest = new string('0', 64),
        Height = 1,
        Width = 2,
        Channels = 3,
        ClassNames = classes,
    };
}
