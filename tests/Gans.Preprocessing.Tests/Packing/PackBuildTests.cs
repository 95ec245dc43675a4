using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Tests.Packing;

[TestClass]
public sealed class PackBuildTests
{
    [TestMethod]
    [DataRow("folder", 0)]
    [DataRow("folder", 17)]
    [DataRow("tar.gz", 30)]
    [DataRow("zip", 59)]
    [Description("The run stops as a killed one does: what it noted is there, what it wrote since then is not counted.")]
    public void Run_AfterAStopAnywhere_GivesTheSameBytes(string kind, int stop)
    {
        using var folder = new TemporaryFolder();
        var input = WriteSixty(folder, kind);
        var options = new PrepareOptions { Dataset = "images", Input = input, Size = 4, Flip = true, Output = folder["pack"] };
        DatasetPreparation.Run(options with { Output = folder["undisturbed"] });
        var stopping = new StoppingTransform(options, stop);

        Assert.ThrowsExactly<InvalidOperationException>(() => Build(options, stopping));
        Assert.IsFalse(Directory.Exists(folder["pack"]));
        var after = new StoppingTransform(options, int.MaxValue);
        Build(options, after);

        PackFolders.AssertEqual(folder["undisturbed"], folder["pack"]);
        Assert.AreEqual(Enumerable.Range(stop, 60 - stop).Count(static index => index % 7 != 6), after.Applied);
    }

    [TestMethod]
    public void Run_InputsChangedAfterAStop_StartsAnew()
    {
        using var folder = new TemporaryFolder();
        var input = WriteSixty(folder, "folder");
        var options = new PrepareOptions { Dataset = "images", Input = input, Size = 4, Output = folder["pack"] };
        Assert.ThrowsExactly<InvalidOperationException>(() => Build(options, new StoppingTransform(options, 30)));
        Pictures.WriteFolder(input, ("00.png", Pictures.Noise(9, 9, 99)));

        var after = new StoppingTransform(options, int.MaxValue);
        Build(options, after);

        Assert.AreEqual(52, after.Applied);
        DatasetPreparation.Run(options with { Output = folder["undisturbed"] });
        PackFolders.AssertEqual(folder["undisturbed"], folder["pack"]);
    }

    [TestMethod]
    [DataRow("folder")]
    [DataRow("tar.gz")]
    public void Run_InShards_MergesToTheSameBytes(string kind)
    {
        using var folder = new TemporaryFolder();
        var options = new PrepareOptions { Dataset = "images", Input = WriteSixty(folder, kind), Size = 4, Output = folder["whole"] };
        DatasetPreparation.Run(options);
        foreach (var index in (int[])[1, 2, 3, 4, 5, 6, 7])
        {
            DatasetPreparation.Run(options with { Shard = new Shard(index, 7), Output = folder[$"{index}"] });
        }

        DatasetShards.Merge([.. Enumerable.Range(1, 7).Select(index => folder[$"{index}"])], folder["merged"]);

        PackFolders.AssertEqual(folder["whole"], folder["merged"]);
    }

    [TestMethod]
    [DataRow("cats/1.png", 24, "dogs/1.png", 16, 1, "all")]
    [DataRow("test/1.png", 16, "train/1.png", 24, null, "train")]
    [Description("The first picture of all is not chosen, and of another size.")]
    public void Run_WithoutSize_TakesThatOfTheFirstChosen(string first, int firstSize, string second, int secondSize, int? chosen, string split)
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], (first, Pictures.Flat(firstSize, firstSize, 1)), (second, Pictures.Flat(secondSize, secondSize, 2)));

        var info = DatasetPreparation.Run(new PrepareOptions
        {
            Dataset = "images",
            Input = folder["in"],
            Classes = chosen is { } index ? [index] : null,
            Split = split,
            Output = folder["pack"],
        });

        Assert.AreEqual((1L, secondSize, 0), (info.Count, info.Height, info.Rejected.Count));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(8)]
    [Description("Where no file gives an image the message says why the first picture does not, a note before it or not.")]
    public void Run_NoPictureThatCanBeRead_SaysWhy(int? size)
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("a.txt", "notes"u8.ToArray()), ("b.tif", "II*\0rest"u8.ToArray()));

        var message = Fails(new PrepareOptions { Dataset = "images", Input = folder["in"], Size = size, Output = folder["pack"] });

        StringAssert.Contains(message, "b.tif");
        StringAssert.Contains(message, "found a TIFF image, needed a JPEG, PNG or WebP image");
        Assert.DoesNotContain("..", message.Replace(folder.Path, "", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(8)]
    public void Run_NothingButNotes_SaysWhatTheyAre(int? size)
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("notes.txt", "%PDF-1.7"u8.ToArray()));

        StringAssert.Contains(
            Fails(new PrepareOptions { Dataset = "images", Input = folder["in"], Size = size, Output = folder["pack"] }), "found a PDF document");
    }

    [TestMethod]
    [DataRow("folder")]
    [DataRow("zip")]
    [DataRow("tar")]
    [Description("A note among pictures is no picture that was lost; one that is called a picture is, and a picture without an ending is one.")]
    public void Run_NotesAmongPictures_AreNotRejected(string kind)
    {
        using var folder = new TemporaryFolder();
        var input = Pictures.Write(
            folder,
            kind,
            ("1.png", Pictures.Flat(2, 2, 1)),
            ("README", "read me"u8.ToArray()),
            ("cover", Pictures.Flat(2, 2, 2)),
            ("x.jpg", "404"u8.ToArray()));

        var info = DatasetPreparation.Run(new PrepareOptions { Dataset = "images", Input = input, Output = folder["pack"] });

        Assert.AreEqual(2, info.Count);
        CollectionAssert.AreEqual(new[] { "x.jpg" }, info.Rejected.Select(static file => file.Path).ToArray());
        Assert.AreEqual("found a file that begins with 343034, needed a JPEG, PNG or WebP image. Convert it, or remove it.", info.Rejected[0].Reason);
    }

    [TestMethod]
    public void Run_MoreShardsThanInputs_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("1.png", Pictures.Flat(1, 1, 1)));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(
            new PrepareOptions { Dataset = "images", Input = folder["in"], Shard = new Shard(1, 2), Output = folder["pack"] }));

        StringAssert.Contains(error.Message, "found 1 inputs for 2 shards");
    }

    [TestMethod]
    public void Run_Count_StopsThere()
    {
        using var folder = new TemporaryFolder();
        var options = new PrepareOptions
        {
            Dataset = "images",
            Input = WriteSixty(folder, "folder"),
            Size = 4,
            Flip = true,
            Count = 7,
            Output = folder["pack"],
        };

        Assert.AreEqual(7, DatasetPreparation.Run(options).Count);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("train/", DisplayName = "a training part alone, as some archives have it")]
    [Description("Each file is in one part, whatever files there are besides.")]
    public void Run_TestShare_PartsTheFilesByTheirNames(string top)
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], Enumerable.Range(0, 200).Select(index => ($"{top}{index}.png", Pictures.Flat(1, 1, (byte)index))));
        var options = new PrepareOptions { Dataset = "images", Input = folder["in"], Colour = ImageColour.Grey, TestShare = 0.25, Output = folder["train"] };
        DatasetPreparation.Run(options);
        DatasetPreparation.Run(options with { Split = "test", Output = folder["test"] });
        var (train, test) = (PackContents.Pixels(folder["train"]), PackContents.Pixels(folder["test"]));

        CollectionAssert.AreEquivalent(Enumerable.Range(0, 200).Select(static index => (byte)index).ToArray(), train.Concat(test).ToArray());
        Assert.AreEqual(50, test.Length, 18.0);   // three standard deviations of 200 draws of 1/4
        File.Delete(Path.Combine(folder["in"], $"{top}{train[0]}.png"));
        DatasetPreparation.Run(options with { Split = "test", Output = folder["again"] });
        CollectionAssert.AreEqual(test, PackContents.Pixels(folder["again"]));
    }

    [TestMethod]
    [DataRow("train", new byte[] { 1, 3 })]
    [DataRow("test", new byte[] { 2, 4 })]
    [DataRow("all", new byte[] { 1, 2, 3, 4 })]
    [Description("Folders trainA, testA, trainB, testB: names come in the order of their code points.")]
    public void Run_Domains_ArePartsAndClasses(string split, byte[] expected)
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(
            folder["in"],
            ("trainA/1.png", Pictures.Flat(1, 1, 1)),
            ("testA/1.png", Pictures.Flat(1, 1, 2)),
            ("trainB/1.png", Pictures.Flat(1, 1, 3)),
            ("testB/1.png", Pictures.Flat(1, 1, 4)));

        var info = DatasetPreparation.Run(
            new PrepareOptions { Dataset = "images", Input = folder["in"], Split = split, Colour = ImageColour.Grey, Output = folder["pack"] });

        CollectionAssert.AreEqual(new[] { "A", "B" }, info.ClassNames.ToArray());
        CollectionAssert.AreEquivalent(expected, PackContents.Pixels(folder["pack"]));
        CollectionAssert.AreEqual(
            PackContents.Pixels(folder["pack"]).Select(static pixel => pixel < 3 ? 0L : 1).ToArray(), PackContents.Labels(folder["pack"]));
    }

    [TestMethod]
    public void Run_TwoInputs_AreDomainsAAndB()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["horses"], ("1.png", Pictures.Flat(1, 1, 1)), ("2.png", Pictures.Flat(1, 1, 2)));
        Pictures.WriteZip(folder["zebras.zip"], ("1.png", Pictures.Flat(1, 1, 3)));

        var info = DatasetPreparation.Run(new PrepareOptions
        {
            Dataset = "images",
            Input = folder["horses"],
            InputB = folder["zebras.zip"],
            Colour = ImageColour.Grey,
            Output = folder["pack"],
        });

        CollectionAssert.AreEqual(new[] { "A", "B" }, info.ClassNames.ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, PackContents.Pixels(folder["pack"]));
        CollectionAssert.AreEqual(new long[] { 0, 0, 1 }, PackContents.Labels(folder["pack"]));
    }

    [TestMethod]
    public void Run_Pairs_AreWrittenSideToSide()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("1.png", Pictures.Png(new Image(1, 4, 1, [1, 2, 3, 4]))));

        DatasetPreparation.Run(new PrepareOptions { Dataset = "pairs", Input = folder["in"], Colour = ImageColour.Grey, Output = folder["pack"] });

        CollectionAssert.AreEqual(new byte[] { 1, 2 }, PackContents.Pixels(folder["pack"]));
        CollectionAssert.AreEqual(new byte[] { 3, 4 }, PackContents.PairPixels(folder["pack"]));
    }

    [TestMethod]
    public void Run_PartsThatAreNotThere_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["flat"], ("1.png", Pictures.Flat(1, 1, 1)));
        Pictures.WriteFolder(folder["parted"], ("train/1.png", Pictures.Flat(1, 1, 1)), ("test/1.png", Pictures.Flat(1, 1, 1)));
        var options = new PrepareOptions { Dataset = "images", Input = folder["flat"], Output = folder["pack"] };

        StringAssert.Contains(Fails(options with { Split = "test" }), "Say how much of it that is, such as --test-share 0.1.");
        StringAssert.Contains(Fails(options with { Input = folder["parted"], TestShare = 0.1 }), "Leave out --test-share");
        StringAssert.Contains(Fails(options with { Classes = [0] }), "Leave out --classes");
        StringAssert.Contains(Fails(options with { Input = null }), "Pass --in PATH");
    }

    [TestMethod]
    [Description("Equal content gives equal bytes, whatever the folder is called and whenever it was written.")]
    public void Run_CopyOfTheFolder_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["in", "other name"])
        {
            Pictures.WriteFolder(folder[name], ("1.png", Pictures.Noise(3, 3, 1)), ("2.png", Pictures.Noise(3, 3, 2)), ("3.png", [1]));
            DatasetPreparation.Run(new PrepareOptions { Dataset = "images", Input = folder[name], Output = folder["pack of " + name] });
        }

        PackFolders.AssertEqual(folder["pack of in"], folder["pack of other name"]);
    }

    private static string Fails(PrepareOptions options) => Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(options)).Message;

    private static void Build(PrepareOptions options, IInputTransform transform)
    {
        using var source = new ImageFiles(FileTree.Open(options.Input!, "Testing"));
        new PackBuild(source, transform, options) { NoteInterval = TimeSpan.Zero }.Run(null, CancellationToken.None);
    }

    /// <summary>Sixty files, every seventh broken.</summary>
    private static string WriteSixty(TemporaryFolder folder, string kind) =>
        Pictures.Write(
            folder, kind, Enumerable.Range(0, 60).Select(static index => ($"{index:D2}.png", index % 7 == 6 ? [1, 2, 3] : Pictures.Noise(5, 7, index))));

    /// <summary>Does what the real one does, until it breaks at one picture.</summary>
    private sealed class StoppingTransform(PrepareOptions options, int stop) : IInputTransform
    {
        private readonly PictureTransform transform = new(options, new PictureShape(0, 0, 3), hasPairs: false);
        private int applied;

        public int Height => transform.Height;

        public int Width => transform.Width;

        public int Channels => transform.Channels;

        public bool HasPairs => false;

        public string Description => transform.Description;

        public DecodeOptions Decoding => transform.Decoding;

        /// <summary>Pictures seen.</summary>
        internal int Applied => applied;

        public IReadOnlyList<PackRow> Apply(Image image)
        {
            Interlocked.Increment(ref applied);
            return image.Pixels.SequenceEqual(ImageCodec.Decode(Pictures.Noise(5, 7, stop)).Pixels)
                ? throw new InvalidOperationException("killed")
                : transform.Apply(image);
        }
    }
}
