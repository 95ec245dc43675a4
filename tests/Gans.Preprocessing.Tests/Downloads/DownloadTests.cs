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

    private static string Fetch(TemporaryFolder folder, string address) => new Download(folder.Path).Fetch(address, Digest, null, CancellationToken.None);

    private static PrepareOptions Resolve(TemporaryFolder folder, PrepareOptions options) =>
        InputLocation.Resolve(options, new Download(folder.Path), null, CancellationToken.None);

    private static byte[] MakeContent()
    {
        var content = new byte[200_000];
        new Random(1).NextBytes(content);
        return content;
    }
}
