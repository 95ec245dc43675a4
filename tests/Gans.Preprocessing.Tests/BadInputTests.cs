using System.Runtime.Versioning;
using Gans.Formats;
using Gans.Formats.Tests;

namespace Gans.Preprocessing.Tests;

[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    public void Run_UnknownDataset_NamesTheNearest()
    {
        using var folder = new TemporaryFolder();

        var message = Fails(Options(folder) with { Dataset = "fashon-mnist" });

        StringAssert.EndsWith(message, " Did you mean 'fashion-mnist'?");
    }

    [TestMethod]
    public void Run_InputWithoutTheFiles_NamesFileAndFolder()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Fails(Options(folder)), $"found no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in {folder["in"]}");
    }

    [TestMethod]
    [DataRow(0, "size 0, needed 1 to 4096")]
    [DataRow(4097, "size 4097, needed 1 to 4096")]
    public void Run_SizeOutOfRange_SaysWhichAreNot(int size, string expected)
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Fails(Options(folder) with { Size = size }), expected);
    }

    [TestMethod]
    public void Run_UnknownSplit_NamesBoth()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Fails(Options(folder) with { Split = "validation" }), "split 'validation', needed train, test or all");
    }

    [TestMethod]
    public void Run_NoOutput_AsksForOne()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Fails(Options(folder) with { Output = " " }), "Pass --out FOLDER");
    }

    [TestMethod]
    public void Run_FewerLabelsThanImages_NamesBothFiles()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        IdxFiles.Write(folder["in"], "train-labels-idx1-ubyte", IdxFiles.Build([2], 2, 0));

        var message = Fails(Options(folder));

        StringAssert.Contains(message, "found 3 images in ");
        StringAssert.Contains(message, "but 2 labels in ");
    }

    [TestMethod]
    public void Run_LabelBeyondTheClasses_NamesIt()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        IdxFiles.Write(folder["in"], "train-labels-idx1-ubyte", IdxFiles.Build([3], 2, 10, 0));

        StringAssert.Contains(Fails(Options(folder)), "found label 10 at item 1, needed 0 to 9");
    }

    [TestMethod]
    public void Run_TruncatedGzip_LeavesTheOlderPack()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        DatasetPreparation.Run(Options(folder) with { Split = "test" });
        var images = Path.Combine(folder["in"], "train-images-idx3-ubyte");
        IdxFiles.Write(folder["in"], "train-images-idx3-ubyte.gz", IdxFiles.Gzip(File.ReadAllBytes(images))[..^9]);
        File.Delete(images);

        StringAssert.Contains(Fails(Options(folder)), "train-images-idx3-ubyte.gz: found ");

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual("test", pack.Info.Split);
    }

    [TestMethod]
    public void Run_OutputWithOtherContent_LeavesIt()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        Directory.CreateDirectory(folder["pack"]);
        File.WriteAllText(Path.Combine(folder["pack"], "thesis.txt"), "years of work");

        StringAssert.Contains(Fails(Options(folder)), "other content");

        Assert.IsTrue(File.Exists(Path.Combine(folder["pack"], "thesis.txt")));
    }

    [TestMethod]
    [UnsupportedOSPlatform("windows")]
    public void Run_UnwritableFolder_SaysSo()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("Root may write everywhere.");
        }

        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        Directory.CreateDirectory(folder["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        StringAssert.Contains(Fails(Options(folder) with { Output = Path.Combine(folder["locked"], "pack") }), "Choose a folder that can be written to");
    }

    [TestMethod]
    [Description("A read-only file system stops root too.")]
    public void Run_FolderOfTheKernel_SaysSo()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        StringAssert.Contains(Fails(Options(folder) with { Output = "/proc/gans/pack" }), "Writing /proc/gans/pack: ");
    }

    [TestMethod]
    public void Run_DiskFull_SaysSoAndLeavesTheOlderPack()
    {
        using var disk = new SmallDisk(kibibytes: 128);
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        var options = Options(folder) with { Output = disk["pack"] };
        DatasetPreparation.Run(options);
        IdxFiles.Write(folder["in"], "train-images-idx3-ubyte", IdxFiles.Build([1000, 28, 28], new byte[784_000]));
        IdxFiles.Write(folder["in"], "train-labels-idx1-ubyte", IdxFiles.Build([1000], new byte[1000]));

        var error = Assert.ThrowsExactly<IOException>(() => DatasetPreparation.Run(options));

        Assert.AreEqual($"Writing {disk["pack"]}: the disk is full. Free space there or choose a folder on another disk.", error.Message);
        using var pack = DatasetPack.Open(disk["pack"]);
        Assert.AreEqual(3, pack.Count);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(disk.Path).Length);
    }

    private static string Fails(PrepareOptions options) =>
        Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(options)).Message;

    private static PrepareOptions Options(TemporaryFolder folder) => new() { Dataset = "mnist", Input = folder["in"], Output = folder["pack"] };
}
