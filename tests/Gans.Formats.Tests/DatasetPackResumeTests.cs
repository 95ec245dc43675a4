using System.Security.Cryptography;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class DatasetPackResumeTests
{
    private static readonly DatasetInfo Description = new()
    {
        Name = "toy",
        Split = "train",
        Source = "made by a test",
        SourceDigest = "",
        Height = 2,
        Width = 1,
        Channels = 1,
        ClassNames = ["even", "odd"],
    };

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(6)]
    [Description("Input 3 is rejected; after the last note one more image was written, which must not come twice.")]
    public void Resume_AfterAnyInput_GivesTheSameBytes(int stop)
    {
        using var folder = new TemporaryFolder();
        Write(folder["undisturbed"], stop: 7);
        Write(folder["pack"], stop);
        Assert.IsFalse(Directory.Exists(folder["pack"]));

        using (var writer = Open(folder["pack"]))
        {
            Assert.AreEqual(stop, writer.InputsDone);
            WriteInputs(writer, stop, 7);
            writer.Commit();
        }

        PackFolders.AssertEqual(folder["undisturbed"], folder["pack"]);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path, ".*"));
    }

    [TestMethod]
    public void Resume_OtherKey_StartsAnew()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], stop: 4);

        using var writer = Open(folder["pack"], key: "other");

        Assert.AreEqual((0L, 0L), (writer.InputsDone, writer.Count));
    }

    [TestMethod]
    [Description("A note that counts on more than the file holds, as after a failure of the disk.")]
    public void Resume_ArrayShorterThanItsNote_StartsAnew()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], stop: 4);
        using (var images = File.OpenWrite(Path.Combine(WorkFolder(folder), "images.npy")))
        {
            images.SetLength(images.Length - 4);
        }

        using var writer = Open(folder["pack"]);

        Assert.AreEqual((0L, 0L), (writer.InputsDone, writer.Count));
    }

    [TestMethod]
    public void Resume_DamagedNote_StartsAnew()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], stop: 4);
        File.WriteAllText(Path.Combine(WorkFolder(folder), "progress.json"), "{");

        using var writer = Open(folder["pack"]);

        Assert.AreEqual(0L, writer.InputsDone);
    }

    [TestMethod]
    public void Dispose_BeforeTheFirstNote_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = DatasetPackWriter.Resume(folder["pack"], Description, "key", noteInterval: TimeSpan.FromHours(1), withDigests: true))
        {
            WriteInputs(writer, 0, 4);
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Discard_NotedWork_IsDropped()
    {
        using var folder = new TemporaryFolder();
        using (var writer = Open(folder["pack"]))
        {
            WriteInputs(writer, 0, 4);
            writer.Discard();
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    [Description("The digest of the source is the SHA-256 of the inputs' digests, in order.")]
    public void Commit_WithDigests_DigestsThem()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], stop: 7);

        using var pack = DatasetPack.Open(folder["pack"]);

        byte[] all = [.. Enumerable.Range(0, 7).SelectMany(static input => Digest(input))];
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(all)), pack.Info.SourceDigest);
        Assert.IsFalse(File.Exists(Path.Combine(folder["pack"], "digests.npy")));
    }

    [TestMethod]
    public void EndInput_WithoutDigest_ThrowsArgumentException()
    {
        using var folder = new TemporaryFolder();
        using var writer = Open(folder["pack"]);

        Assert.ThrowsExactly<ArgumentException>(() => writer.EndInput());
    }

    private static string WorkFolder(TemporaryFolder folder) => Directory.GetDirectories(folder.Path, ".pack.gans-*").Single();

    private static DatasetPackWriter Open(string path, string key = "key") => DatasetPackWriter.Resume(path, Description, key, withDigests: true);

    private static void Write(string path, int stop)
    {
        using var writer = Open(path);
        WriteInputs(writer, 0, stop);
        if (stop == 7)
        {
            writer.Commit();
        }
        else
        {
            writer.Add([99, 99], 0);   // never noted
        }
    }

    private static void WriteInputs(DatasetPackWriter writer, int from, int to)
    {
        for (var input = from; input < to; input++)
        {
            if (input == 3)
            {
                writer.Reject("3.png", "truncated");
            }
            else
            {
                writer.Add([(byte)input, (byte)(input + 100)], input % 2);
            }

            writer.EndInput(Digest(input));
        }
    }

    private static byte[] Digest(int input) => SHA256.HashData([(byte)input]);
}
