namespace Gans.Inference;

/// <summary>Tiles along one axis of an image: where each begins, and how much each counts at each place.</summary>
/// <remarks>
/// There are as few as share the wanted overlap, spread evenly, the first at the beginning and the last at the end. Towards a neighbour a tile's weight falls
/// evenly to nothing over the overlap, but for an eighth of it at either end: a network sees nothing beyond a tile's edge, and there it draws worst. Weights
/// at a place sum to 1.
/// </remarks>
internal sealed class TileAxis
{
    private readonly float[][] weights;

    /// <summary>Lays tiles out.</summary>
    /// <param name="length">Pixels of the image, <paramref name="tile"/> or more.</param>
    /// <param name="tile">Pixels of a tile.</param>
    /// <param name="overlap">Pixels that neighbours share at least, 0 to half of a tile.</param>
    internal TileAxis(int length, int tile, int overlap)
    {
        Tile = tile;
        var count = length == tile ? 1 : (length - overlap + tile - overlap - 1) / (tile - overlap);
        Starts = [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)((((2L * i * (length - tile)) / (count - 1)) + 1) / 2))];
        weights = [.. Enumerable.Range(0, count).Select(i => Ramp(i, count, overlap))];
        var sums = new float[length];
        Each((start, weight, place) => sums[start + place] += weight[place]);
        Each((start, weight, place) => weight[place] /= sums[start + place]);
    }

    /// <summary>Pixels of a tile.</summary>
    internal int Tile { get; }

    /// <summary>The first pixel of each tile, rising.</summary>
    internal IReadOnlyList<int> Starts { get; }

    /// <summary>How much a tile counts at each of its pixels.</summary>
    internal ReadOnlySpan<float> WeightsOf(int tile) => weights[tile];

    private float[] Ramp(int index, int count, int overlap)
    {
        var margin = overlap / 8;
        var full = overlap + 1 - (2 * margin);
        var ramp = new float[Tile];
        for (var place = 0; place < Tile; place++)
        {
            var before = index == 0 ? full : place + 1 - margin;
            var after = index == count - 1 ? full : Tile - place - margin;
            ramp[place] = Math.Clamp(Math.Min(before, after), 0, full);
        }

        return ramp;
    }

    private void Each(Action<int, float[], int> act)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            for (var place = 0; place < Tile; place++)
            {
                act(Starts[i], weights[i], place);
            }
        }
    }
}
