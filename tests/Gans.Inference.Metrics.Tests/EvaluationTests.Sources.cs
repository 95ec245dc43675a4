using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

public sealed partial class EvaluationTests
{
    [TestMethod]
    [Description("The same pictures, stored in another order, with what a Mac leaves behind and notes among them.")]
    public void Run_ZipOfAFolder_ScoresAsTheFolder()
    {
        var fake = Folder("fake", 30, seed: 2);
        ZipPart[] parts =
        [
            new("notes.txt", [1, 2]),
            new("__MACOSX/._00000.png", [0, 5, 22, 7]),
            .. Directory.GetFiles(fake, "*.png", SearchOption.AllDirectories).Select(path => new ZipPart(
                Path.GetRelativePath(fake, path), File.ReadAllBytes(path))).OrderByDescending(part => part.Name, StringComparer.Ordinal),
        ];
        File.WriteAllBytes(folder["fake.zip"], ArchiveBytes.Zip(parts));
        var options = new EvaluationOptions { Real = Folder("real", 40, seed: 1), Fake = fake, Extractor = Extractor() };

        var (plain, zipped) = (Run(options), Run(options with { Fake = folder["fake.zip"] }));

        CollectionAssert.AreEqual(plain.Scores.ToArray(), zipped.Scores.ToArray());
        Assert.AreEqual((SourceKind.Archive, (long?)30), (zipped.Fake.Kind, zipped.Fake.Images));
    }

    [TestMethod]
    [DataRow("images.npy", false, DisplayName = "npy")]
    [DataRow("images.npz", false, DisplayName = "npz")]
    [DataRow("packed.npz", true, DisplayName = "npz, compressed")]
    [Description("The pixels of a pack of grey images: [N, H, W, 1] and [N, H, W] are the same images.")]
    public void Run_Array_ScoresAsThePack(string name, bool compress)
    {
        using var pack = Pack("pack", 40, classes: 0, i => (byte)(5 * i));
        byte[] pixels = [.. Enumerable.Range(0, 40).SelectMany(i => pack.GetImage(i).ToArray())];
        if (name.EndsWith(".npy", StringComparison.Ordinal))
        {
            NpyFile.Write<byte>(folder[name], pixels, 40, 5, 5, 1);
        }
        else
        {
            // As guided-diffusion writes them: labels beside the images, and statistics of another extractor, which are passed over.
            NpzFile.Write(
                folder[name],
                new Dictionary<string, NpyArray>
                {
                    ["arr_0"] = NpyArray.Create<byte>(pixels, 40, 5, 5),
                    ["arr_1"] = NpyArray.Create<long>(new long[40], 40),
                    ["mu"] = NpyArray.Create<double>([0], 1),
                },
                compress);
        }

        var options = new EvaluationOptions { Real = Folder("real", 40, seed: 1), Fake = folder["pack"], Extractor = Extractor() };

        var (packed, array) = (Run(options), Run(options with { Fake = folder[name] }));

        CollectionAssert.AreEqual(packed.Scores.ToArray(), array.Scores.ToArray());
        Assert.AreEqual((SourceKind.Array, (long?)40), (array.Fake.Kind, array.Fake.Images));
    }

    [TestMethod]
    public void Run_UnusableArchiveOrArray_IsOneClearLine()
    {
        var options = new EvaluationOptions { Fake = "", Extractor = Extractor(), Metrics = ["is"] };
        void Refuses(string name, params string[] parts) => Refusal.AssertOneLine(() => Run(options with { Fake = folder[name] }), [name, .. parts]);
        File.WriteAllBytes(folder["none.zip"], ArchiveBytes.Zip(new ZipPart("notes.txt", [1])));
        File.WriteAllText(folder["text.zip"], "text");
        File.WriteAllBytes(folder["broken.zip"], ArchiveBytes.Zip(new ZipPart("1.png", [1, 2, 3])));
        NpyFile.Write<float>(folder["floats.npy"], new float[75], 1, 5, 5, 3);
        NpyFile.Write<byte>(folder["rows.npy"], new byte[25], 1, 25);
        NpyFile.Write<byte>(folder["four.npy"], new byte[100], 1, 5, 5, 4);
        NpyFile.Write<byte>(folder["empty.npy"], [], 0, 5, 5);
        NpzFile.Write(folder["floats.npz"], new Dictionary<string, NpyArray> { ["arr_0"] = NpyArray.Create<float>(new float[25], 1, 5, 5) });

        Refuses("none.zip", "found none");
        Refuses("text.zip", "damaged ZIP archive");
        Refuses("broken.zip", "1.png", "--skip-bad");
        Refuses("floats.npy", "Float32 [1, 5, 5, 3]", "UInt8 [N, H, W, C]");
        Refuses("rows.npy", "UInt8 [1, 25]");
        Refuses("four.npy", "UInt8 [1, 5, 5, 4]");
        Refuses("empty.npy", "found 0 images");
        Refuses("floats.npz", "Float32 [1, 5, 5]");
    }

    [TestMethod]
    public void Load_DamagedZip_ReadsOrSaysWhy()
    {
        Directory.CreateDirectory(folder["in"]);
        ImageCodec.Save(new Image(6, 5, 1), folder["in/1.png"]);
        var whole = ArchiveBytes.Zip(new ZipPart("1.png", File.ReadAllBytes(folder["in/1.png"])), new ZipPart("2.png", File.ReadAllBytes(folder["in/1.png"])));

        ReaderFuzz.Run(whole, path => ReadAll(new ArchiveSource(path)), count: 200);
    }

    [TestMethod]
    public void Load_DamagedNpz_ReadsOrSaysWhy()
    {
        NpzFile.Write(folder["whole.npz"], new Dictionary<string, NpyArray> { ["arr_0"] = NpyArray.Create<byte>(new byte[75], 3, 5, 5) });

        ReaderFuzz.Run(
            File.ReadAllBytes(folder["whole.npz"]),
            path =>
            {
                File.Copy(path, path + ".npz", overwrite: true);
                ReadAll(ArraySource.Open(path + ".npz"));
            },
            count: 200);
    }

    private static void ReadAll(ImageSource images)
    {
        using (images)
        {
            images.Load(0, (int)images.Count, skipBad: false, CancellationToken.None);
        }
    }
}
