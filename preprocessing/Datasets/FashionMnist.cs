namespace Gans.Preprocessing.Datasets;

/// <summary>Fashion-MNIST, 70,000 grey pictures of clothes, 28 x 28 (Xiao, Rasul, Vollgraf, 2017, arXiv:1708.07747).</summary>
/// <remarks>Looked for where Debian's package dataset-fashion-mnist puts it.</remarks>
internal sealed class FashionMnist() : IdxDataset(
    "fashion-mnist",
    ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"])
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> InstalledFolders() => ["/usr/share/datasets/fashion-mnist"];
}
