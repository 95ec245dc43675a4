using System.Security.Cryptography;
using Gans.Formats;
using Gans.Preprocessing.Downloads;

namespace Gans.Preprocessing.Tests.Downloads;

[TestClass]
public sealed class DownloadTests
{
    private static readonly byte[] Content = MakeContent();
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Content));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Fetch_Twice_AsksTheServerOnce(bool knowsRanges)
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { KnowsRanges = knowsRanges };

        var first = Fetch(folder, server.Address);
        var second = Fetch(folder, server.Address);

        Assert.AreEqual((first, "file.bin", 1), (second, Path.GetFileName(first), server.Requests.Count));
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(first));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("A server that knows no ranges sends the whole file again.")]
    public void Fetch_AfterTheConnectionBroke_GoesOnWhereItWas(bool knowsRanges)
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { KnowsRanges = knowsRanges, HangsUpAfter = 70_000 };
        var error = Assert.ThrowsExactly<IOException>(() => Fetch(folder, server.Address));
        StringAssert.Contains(error.Message, "Try again: it goes on where it was.");
        server.HangsUpAfter = int.MaxValue;

        var path = Fetch(folder, server.Address);

        CollectionAssert.AreEqual(Content, File.ReadAllBytes(path));
        Assert.AreEqual(0, server.Requests[0]);
        Assert.IsGreaterThan(0, server.Requests[1]);
    }

    [TestMethod]
    [Description("Killed after the last byte, before the check: the server has nothing left to send.")]
    public void Fetch_AllBytesThereAlready_ChecksThem()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);
        Directory.CreateDirectory(folder[Digest]);
        File.WriteAllBytes(Path.Combine(folder[Digest], "file.bin.partial"), Content);

        CollectionAssert.AreEqual(Content, File.ReadAllBytes(Fetch(folder, server.Address)));
    }

    [TestMethod]
    public void Fetch_OtherContent_DropsIt()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer([.. Content, 1]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => Fetch(folder, server.Address));

        StringAssert.Contains(error.Message, $"found a file of {Content.Length + 1:N0} bytes with SHA-256 ");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [Description("What lies in the cache is looked at each time.")]
    public void Fetch_FileInTheCacheChanged_FetchesAnew()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);
        File.WriteAllText(Fetch(folder, server.Address), "another");

        CollectionAssert.AreEqual(Content, File.ReadAllBytes(Fetch(folder, server.Address)));
        Assert.HasCount(2, server.Requests);
    }

    [TestMethod]
    [DoNotParallelize]   // other tests must not keep the server from its first bytes
    public void Fetch_ServerFallsSilent_GivesUpAndGoesOnLater()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { HangsUpAfter = 70_000, Stalls = true };
        var download = new Download(folder.Path, new DownloadLimits { Silence = TimeSpan.FromMilliseconds(1500) });

        var error = Assert.ThrowsExactly<IOException>(() => download.Fetch(server.Address, Digest, null, null, CancellationToken.None));

        StringAssert.EndsWith(error.Message, "found no byte for 1.5 s, needed the rest. Try again: it goes on where it was.");
        Assert.AreEqual(70_000, new FileInfo(Path.Combine(folder[Digest], "file.bin.partial")).Length);
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Fetch_StoppedWhileTheServerIsSilent_EndsAtOnce()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { HangsUpAfter = 70_000, Stalls = true };
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.Throws<OperationCanceledException>(() => new Download(folder.Path).Fetch(server.Address, Digest, null, null, stop.Token));
    }

    [TestMethod]
    public void Fetch_AnswerWithoutEnd_StopsAtTheSizeThatIsKnown()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { IsEndless = true };

        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => new Download(folder.Path).Fetch(server.Address, Digest, size: 1_000_000, null, CancellationToken.None));

        StringAssert.Contains(error.Message, "found more than 1,000,000 bytes");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Fetch_AnswerLargerThanAllowed_IsRefusedBeforeItComes()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);
        var download = new Download(folder.Path, new DownloadLimits { Bytes = 100_000 });

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => download.Fetch(server.Address, Digest, null, null, CancellationToken.None)).Message,
            "found more than 100,000 bytes");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [DataRow("file:///etc/passwd")]
    [DataRow("http://127.0.0.1:99999/file.bin")]
    public void Fetch_SentElsewhere_IsRefused(string target)
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content) { Redirect = target };

        Assert.ThrowsExactly<InvalidInputException>(() => Fetch(folder, server.Address));
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [DataRow("", "file.bin")]
    [DataRow("%00", "file.bin-")]
    [DataRow("%2F..%2Fb.zip?x=%00", "file.bin-..-b.zip")]
    [DataRow("/", "download")]
    [DataRow("/..%2F%2Fetc", "etc")]
    public void Fetch_OddAddress_HasANameForEveryFileSystem(string more, string name)
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);

        Assert.AreEqual(Path.Combine(folder[Digest], name), Fetch(folder, server.Address + more));
    }

    [TestMethod]
    public void Fetch_LongName_KeepsItsEnd()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);

        var name = Path.GetFileName(Fetch(folder, $"{server.Address}/{new string('a', 300)}.npy"));

        Assert.AreEqual(new string('a', 96) + ".npy", name);
    }

    [TestMethod]
    [DataRow("http://")]
    [DataRow("http://[")]
    [DataRow("file:///etc/passwd")]
    public void Fetch_NoAddress_IsRefused(string address)
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => Fetch(folder, address)).Message, "found no address of the web");
    }

    [TestMethod]
    public void Fetch_NoSuchFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Fetch(folder, server.Address.Replace("file.bin", "none", StringComparison.Ordinal))).Message,
            "found status 404");
    }

    [TestMethod]
    public void Resolve_AddressAndItsDigest_GivesThePath()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer(Content);
        var options = new PrepareOptions { Dataset = "images", Input = server.Address, Sha256 = Digest.ToUpperInvariant(), Output = "unused" };

        CollectionAssert.AreEqual(Content, File.ReadAllBytes(Resolve(folder, options).Input!));
    }

    [TestMethod]
    public void Resolve_AddressWithoutDigest_AsksForOne()
    {
        using var folder = new TemporaryFolder();
        var options = new PrepareOptions { Dataset = "images", Input = "https://host.example/x.zip", Output = "unused" };

        StringAssert.EndsWith(Assert.ThrowsExactly<InvalidInputException>(() => Resolve(folder, options)).Message, "Pass --sha256 HEX.");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Resolve(folder, options with { Sha256 = "12" })).Message, "needed 64 hexadecimal digits");
    }

    [TestMethod]
    public void Entries_Catalogue_NameDatasetsThatCanBePrepared()
    {
        Assert.AreEqual(DatasetCatalogue.Entries.Length, DatasetCatalogue.Entries.Select(static entry => entry.Name).Distinct().Count());
        foreach (var entry in DatasetCatalogue.Entries)
        {
            Assert.IsTrue(entry.Dataset == "faces" || DatasetPreparation.DatasetNames.Contains(entry.Dataset), entry.Name);
            Assert.IsTrue(entry.Address is null || Uri.TryCreate(entry.Address, UriKind.Absolute, out _), entry.Name);
            Assert.IsTrue(entry.Sha256 is null || (entry.Sha256.Length == 64 && entry.Sha256.All(char.IsAsciiHexDigitLower)), entry.Name);
        }
    }

    private static string Fetch(TemporaryFolder folder, string address) => new Download(folder.Path).Fetch(address, Digest, null, null, CancellationToken.None);

    private static PrepareOptions Resolve(TemporaryFolder folder, PrepareOptions options) =>
        InputLocation.Resolve(options, new Download(folder.Path), null, CancellationToken.None);

    private static byte[] MakeContent()
    {
        var content = new byte[200_000];
        new Random(1).NextBytes(content);
        return content;
    }
}
