using Gans.Formats;

namespace Gans.Preprocessing.Tests.Datasets;

[TestClass]
public sealed class Cifar10Tests
{
    private const int Plane = 32 * 32;

    [TestMethod]
    [DataRow("folder", true)]
    [DataRow("tar.gz", true)]
    [DataRow("tar.gz", false)]
    [DataRow("zip", false)]
    [Description("The batches lie in the archive in another order than their numbers, as in the published one.")]
    public void Run_Batches_GivesThemInOrderWithPlanesInterleaved(string kind, bool binary)
    {
        using var folder = new TemporaryFolder();
        var options = new PrepareOptions { Dataset = "cifar10", Input = Write(folder, kind, binary), Output = folder["train"] };

        var info = DatasetPreparation.Run(options);
        DatasetPreparation.Run(options with { Split = "test", Output = folder["test"] });
        DatasetPreparation.Run(options with { Split = "all", Classes = [7], Output = folder["horses"] });

        Assert.AreEqual((4L, 32, 32, 3), (info.Count, info.Height, info.Width, info.Channels));
        CollectionAssert.AreEqual(new long[] { 7, 1, 0, 9 }, PackContents.Labels(folder["train"]));
        CollectionAssert.AreEqual(new long[] { 7, 2 }, PackContents.Labels(folder["test"]));
        CollectionAssert.AreEqual(new byte[] { 10, 11, 12, 10, 11, 12 }, PackContents.Pixels(folder["train"])[..6]);
        CollectionAssert.AreEqual(new byte[] { 30, 31, 32 }, PackContents.Pixels(folder["test"])[..3]);
        Assert.HasCount(2 * 3 * Plane, PackContents.Pixels(folder["horses"]));
    }

    [TestMethod]
    public void Run_FoldersOfImages_AreItsClasses()
    {
        using var folder = new TemporaryFolder();
        string[] classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        Pictures.WriteTar(folder["in.tar"], compressed: false, classes.Select(static name => ($"train/{name}/1.png", Pictures.Flat(2, 2, 1, 2, 3))));

        var info = DatasetPreparation.Run(new PrepareOptions { Dataset = "cifar10", Input = folder["in.tar"], Output = folder["pack"] });

        CollectionAssert.AreEqual(classes, info.ClassNames.ToArray());
        Assert.AreEqual(10, info.Count);
    }

    [TestMethod]
    public void Run_WhatIsNotCifar10_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["other"], ("dog/1.png", Pictures.Flat(1, 1, 1)), ("cat/1.png", Pictures.Flat(1, 1, 1)));
        Pictures.WriteFolder(folder["short"], ("data_batch_1.bin", new byte[3072]));
        Pictures.WriteFolder(folder["label"], ("data_batch_1.bin", Records((10, 0))));
        Pictures.WriteFolder(folder["pickle"], ("data_batch_1", [0x80, 2, .. "}."u8]));

        AssertRefused("neither its batches nor a folder for each of airplane", folder["other"]);
        AssertRefused("found 3,072 bytes, needed records of 3,073", folder["short"]);
        AssertRefused("found the label 10, needed 0 to 9", folder["label"]);
        AssertRefused("needed labels and data UInt8 [N, 3072]", folder["pickle"]);
        AssertRefused("or --url https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz", null);

        void AssertRefused(string fault, string? input)
        {
            var options = new PrepareOptions { Dataset = "cifar10", Input = input, Output = folder["pack"] };
            StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(options)).Message, fault);
        }
    }

    private static string Write(TemporaryFolder folder, string kind, bool binary)
    {
        (string Name, (byte Label, byte Red)[] Pictures)[] batches =
            [("data_batch_2", [(0, 20), (9, 21)]), ("test_batch", [(7, 30), (2, 31)]), ("data_batch_1", [(7, 10), (1, 11)])];
        var files = batches.Select(batch => ($"cifar-10/{batch.Name}{(binary ? ".bin" : "")}", binary ? Records(batch.Pictures) : Pickle(batch.Pictures)));
        return Pictures.Write(folder, kind, files);
    }

    /// <summary>Flat pictures of red, red + 1 for green, red + 2 for blue, each plane after the other.</summary>
    private static byte[] Records(params (byte Label, byte Red)[] pictures) =>
        [.. pictures.SelectMany(static picture => (byte[])[picture.Label, .. Planes(picture.Red)])];

    private static byte[] Planes(byte red) => [.. Enumerable.Range(0, 3).SelectMany(plane => Enumerable.Repeat((byte)(red + plane), Plane))];

    /// <summary>As Python 2's cPickle writes a batch.</summary>
    private static byte[] Pickle((byte Label, byte Red)[] pictures) =>
    [
        0x80, 2, .. "}(U\u000bbatch_labelU\u0004testU\u0006labels]("u8, .. pictures.SelectMany(static picture => (byte[])[(byte)'K', picture.Label]),
        .. "eU\u0004datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0"u8, 0x85, .. "U\u0001b"u8, 0x87,
        .. "R(K\u0001K"u8, (byte)pictures.Length, .. "M\0\u000c"u8, 0x86,
        .. "cnumpy\ndtype\nU\u0002u1K\0K\u0001"u8, 0x87, .. "R(K\u0003U\u0001|NNNJ"u8, 255, 255, 255, 255, .. "J"u8, 255, 255, 255, 255, .. "K\0tb"u8, 0x89,
        .. "T"u8, .. BitConverter.GetBytes(pictures.Length * 3 * Plane), .. pictures.SelectMany(static picture => Planes(picture.Red)), .. "tbu."u8,
    ];
}
