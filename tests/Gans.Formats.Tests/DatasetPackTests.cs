namespace Gans.Formats.Tests;

[TestClass]
public sealed class DatasetPackTests
{
    [TestMethod]
    public void Open_WhatWriterCommitted_GivesImagesLabelsAndInfo()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);

        using var pack = DatasetPack.Open(folder["pack"]);

        Assert.AreEqual((3L, 1, 2, 3), (pack.Count, pack.Height, pack.Width, pack.Channels));
        CollectionAssert.AreEqual(new byte[] { 7, 8, 9, 10, 11, 12 }, pack.GetImage(1).ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 0, 1 }, new[] { pack.GetLabel(0), pack.GetLabel(1), pack.GetLabel(2) });
        CollectionAssert.AreEqual(new long[] { 1, 2 }, pack.Info.ClassCounts.ToArray());
        CollectionAssert.AreEqual(new[] { new RejectedFile("broken.png", "truncated") }, pack.Info.Rejected.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pack.GetImage(3).Length);
        Assert.ThrowsExactly<InvalidOperationException>(() => pack.GetPair(0).Length);
    }

    [TestMethod]
    public void GetImages_InAnyOrder_CopiesThem()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        using var pack = DatasetPack.Open(folder["pack"]);

        var batch = pack.GetImages([2, 0, 2]);

        CollectionAssert.AreEqual(new byte[] { 13, 14, 15, 16, 17, 18, 1, 2, 3, 4, 5, 6, 13, 14, 15, 16, 17, 18 }, batch.Pixels.ToArray());
    }

    [TestMethod]
    [Description("Written out by hand: what other tools read must not change unnoticed.")]
    public void Commit_Json_IsSnakeCaseAndReadable()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);

        Assert.AreEqual(
            """
            {
              "format_version": 1,
              "name": "toy",
              "split": "train",
              "source": "made by a test",
              "source_digest": "0000000000000000000000000000000000000000000000000000000000000000",
              "count": 3,
              "height": 1,
              "width": 2,
              "channels": 3,
              "class_names": [
                "cat",
                "dog's & ä"
              ],
              "class_counts": [
                1,
                2
              ],
              "rejected": [
                {
                  "path": "broken.png",
                  "reason": "truncated"
                }
              ]
            }

            """,
            File.ReadAllText(Path.Combine(folder["pack"], "dataset.json")));
    }

    [TestMethod]
    [DataRow("\"format_version\": 1", "\"format_version\": 2", "found format version 2, needed 1")]
    [DataRow("\"count\": 3", "\"count\": 4", "class counts 1, 2, needed 4 images in all")]
    [DataRow("\"count\": 3", "\"count\": -1", "found -1 images")]
    [DataRow("\"height\": 1", "\"height\": 2147483647", "below 2 GiB")]
    [DataRow("\"channels\": 3", "\"channels\": 2", "of 1 or 3 channels")]
    [DataRow("\"cat\",", "", "1 class names and 2 counts")]
    [DataRow("\"cat\"", "\"dog's & ä\"", "all different")]
    [DataRow("\"cat\"", "null", "all different")]
    [DataRow("\"width\": 2", "\"width\": 4", "UInt8 [3, 1, 2, 3], needed UInt8 [3, 1, 4, 3]")]
    [DataRow("\"name\": \"toy\",", "", "name")]
    [DataRow("\"class_names\"", "\"classes\"", "class_names")]
    [DataRow("\"toy\"", "null", "name")]
    [DataRow("{", "", "Prepare the data again.")]
    [DataRow("    1,\n    2", "    4,\n    -1", "class counts 4, -1, needed 3 images in all")]
    public void Open_ChangedJson_SaysWhatIsWrong(string old, string changed, string fault)
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        var json = Path.Combine(folder["pack"], "dataset.json");
        var text = File.ReadAllText(json);
        Assert.Contains(old, text);
        File.WriteAllText(json, text.Replace(old, changed, StringComparison.Ordinal));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPack.Open(folder["pack"]));

        StringAssert.Contains(error.Message, fault);
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    public void Open_LabelsThatDoNotFit_SaysWhatIsWrong()
    {
        AssertRefused("labels.npy: found Int64 [2], needed Int64 [3]", labels => NpyFile.Write<long>(labels, [0, 1], 2));
        AssertRefused("labels.npy: found Int32 [3], needed Int64 [3]", labels => NpyFile.Write<int>(labels, [0, 1, 1], 3));
        AssertRefused("labels.npy: found no such file", File.Delete);

        static void AssertRefused(string fault, Action<string> change)
        {
            using var folder = new TemporaryFolder();
            Write(folder["pack"]);
            change(Path.Combine(folder["pack"], "labels.npy"));

            var error = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPack.Open(folder["pack"]));

            StringAssert.Contains(error.Message, fault);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(-1)]
    public void GetLabel_OfNoClass_SaysThatThePackIsDamaged(long label)
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        NpyFile.Write<long>(folder["pack/labels.npy"], [0, label, 1], 3);
        using var pack = DatasetPack.Open(folder["pack"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => pack.GetLabel(1));

        StringAssert.Contains(error.Message, $"labels.npy: found the label {label} of image 1, needed 0 to 1");
        Assert.AreEqual(0L, pack.GetLabel(0));
    }

    [TestMethod]
    public void Open_NoPack_SaysHowToMakeOne()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPack.Open(folder.Path));

        StringAssert.Contains(error.Message, "found no dataset.json in it. Give a folder that gans prepare wrote.");
    }

    [TestMethod]
    public void Dispose_WithoutCommit_LeavesOlderPackAlone()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        using (var writer = new DatasetPackWriter(folder["pack"], Description()))
        {
            writer.Add(new byte[6]);
        }

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual(3L, pack.Count);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Writer_FolderWithOtherContent_IsNotReplaced()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["photos"]);
        File.WriteAllText(Path.Combine(folder["photos"], "diary.txt"), "dear");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new DatasetPackWriter(folder["photos"], Description()).Dispose());

        StringAssert.Contains(error.Message, "other content, which would be lost");
        Assert.IsTrue(File.Exists(Path.Combine(folder["photos"], "diary.txt")));
    }

    [TestMethod]
    [Description("A pack with something else in it, and what looks like a part of a pack in a folder that is none.")]
    [DataRow(true, "notes.txt")]
    [DataRow(false, "images.npy")]
    public void Writer_FileThatNoPackWrote_IsNotLost(bool inPack, string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["pack"]);
        if (inPack)
        {
            Write(folder["pack"]);
        }

        File.WriteAllText(Path.Combine(folder["pack"], name), "mine");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new DatasetPackWriter(folder["pack"], Description()).Dispose());

        StringAssert.Contains(error.Message, $"found a folder with other content, which would be lost: {name}.");
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(folder["pack"], name)));
    }

    [TestMethod]
    public void Commit_NoImage_SaysWhyAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["pack"], Description()))
        {
            writer.Reject("a.png", "truncated PNG");

            var error = Assert.ThrowsExactly<InvalidInputException>(() => writer.Commit());

            StringAssert.Contains(error.Message, "a.png because: truncated PNG");
        }

        Assert.AreEqual(0, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Add_NotWhatThePackHolds_Throws()
    {
        using var folder = new TemporaryFolder();
        using var labelled = new DatasetPackWriter(folder["labelled"], Description("cat", "dog"));
        using var plain = new DatasetPackWriter(folder["plain"], Description());
        using var paired = new DatasetPackWriter(folder["paired"], Description(), withPairs: true);

        Assert.ThrowsExactly<ArgumentException>(() => plain.Add(new byte[5]));
        Assert.ThrowsExactly<InvalidOperationException>(() => plain.Add(new byte[6], 0));
        Assert.ThrowsExactly<InvalidOperationException>(() => labelled.Add(new byte[6]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => labelled.Add(new byte[6], 2));
        Assert.ThrowsExactly<InvalidOperationException>(() => paired.Add(new byte[6]));
        Assert.ThrowsExactly<ArgumentException>(() => paired.AddPair(new byte[6], new byte[5]));
        Assert.AreEqual((0L, 0L, 0L), (labelled.Count, plain.Count, paired.Count));
    }

    [TestMethod]
    [Description("512 KiB of disk for 1 MiB of images.")]
    public void Writer_FullDisk_SaysSoAndLeavesOlderPackAlone()
    {
        using var disk = new SmallDisk(kibibytes: 512);
        Write(disk["pack"]);

        var error = Assert.ThrowsExactly<IOException>(() => WriteLargePack(disk["pack"]));

        Assert.AreEqual($"Writing {disk["pack"]}: the disk is full. Free space there or choose a folder on another disk.", error.Message);
        using var pack = DatasetPack.Open(disk["pack"]);
        Assert.AreEqual(3L, pack.Count);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(disk.Path).Length);

        static void WriteLargePack(string path)
        {
            using var writer = new DatasetPackWriter(path, Description() with { Height = 256, Width = 256, Channels = 1 });
            for (var i = 0; i < 16; i++)
            {
                writer.Add(new byte[256 * 256]);
            }

            writer.Commit();
        }
    }

    [TestMethod]
    public void Open_OtherValuesInItsJson_OpensOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        var path = Path.Combine(folder["pack"], "dataset.json");

        JsonFuzz.Run(File.ReadAllText(path), bytes =>
        {
            File.WriteAllBytes(path, bytes);
            DatasetPack.Open(folder["pack"]).Dispose();
        });
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("dataset.json")]
    [DataRow("labels.npy")]
    [DataRow("images.npy")]
    public void Open_DamagedPart_OpensOrThrowsInvalidInput(string part)
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"]);
        var damagedPart = Path.Combine(folder["pack"], part);

        ReaderFuzz.Run(File.ReadAllBytes(damagedPart), OpenWithPart, count: 1000);

        void OpenWithPart(string path)
        {
            File.Copy(path, damagedPart, overwrite: true);
            try
            {
                using var pack = DatasetPack.Open(folder["pack"]);
                _ = pack.GetImage(pack.Count - 1).Contains((byte)1);
                _ = pack.GetLabel(pack.Count - 1);
            }
            catch (InvalidInputException e)
            {
                throw new InvalidInputException($"{path}: {e.Message}", e);   // the harness looks for the name that it gave
            }
        }
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

    private static void Write(string path)
    {
        using var writer = new DatasetPackWriter(path, Description("cat", "dog's & ä"));
        writer.Add([1, 2, 3, 4, 5, 6], 1);
        writer.Add([7, 8, 9, 10, 11, 12], 0);
        writer.Add([13, 14, 15, 16, 17, 18], 1);
        writer.Reject("broken.png", "truncated");
        writer.Commit();
    }
}
