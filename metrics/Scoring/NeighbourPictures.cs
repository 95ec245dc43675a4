using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Pictures of images of one set, each with the images of the other nearest to it, both ways: beside generated images, copies of training images would show;
/// beside real ones, what the generator cannot make. One picture a direction and distance.
/// </summary>
/// <remarks>
/// Each row: an image, then its neighbours, nearest first. Distances: L1 and L2 of pixels at the size of the set's first image, L2 of features.
/// </remarks>
internal sealed class NeighbourPictures(ScoringContext context, bool byFeatures)
{
    private const int Samples = 10, Nearest = 5, BlockImages = 256, LeastSide = 64, CharacterAdvance = 6;

    /// <summary>Writes them.</summary>
    /// <returns>Their paths.</returns>
    internal IEnumerable<string> Write()
    {
        var draws = context.Draws(DrawPurpose.Neighbours);
        return
        [
            .. Write(draws, context.Fake, context.Real, "neighbours", "generated", "nearest real images"),
            .. Write(draws, context.Real, context.Fake, "neighbours-of-real", "real", "nearest generated images"),
        ];
    }

    private IEnumerable<string> Write(SeededDraws draws, ImageSet set, ImageSet others, string name, string caption, string othersCaption)
    {
        var positions = draws.Subset(set.Indices.Count, (int)Math.Min(Samples, set.Indices.Count));
        var first = set.Load(set.Indices[(int)positions[0]]);
        Image[] samples = [.. positions.Select(position => Fit(set.Load(set.Indices[(int)position]), first))];
        var (absolute, squared) = ByPixels(samples, others);
        (string Distance, Ranking[] Rankings)[] ranked =
            [("l1", absolute), ("l2", squared), .. byFeatures ? [("features", ByFeatures(set, positions, others))] : Array.Empty<(string, Ranking[])>()];
        foreach (var (distance, rankings) in ranked)
        {
            yield return Draw($"{name}-{distance}.png", samples, others, rankings, [caption, othersCaption]);
        }
    }

    /// <summary>Goes through all other images once.</summary>
    private (Ranking[] Absolute, Ranking[] Squared) ByPixels(Image[] samples, ImageSet others)
    {
        var (absolute, squared) = (Rankings(samples.Length), Rankings(samples.Length));
        var distances = new (double Absolute, double Squared)[BlockImages, samples.Length];
        for (var start = 0; start < others.Indices.Count; start += BlockImages)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BlockImages, others.Indices.Count - start);
            Parallel.For(0, count, i =>
            {
                var pixels = Fit(others.Load(others.Indices[start + i]), samples[0]);
                for (var j = 0; j < samples.Length; j++)
                {
                    distances[i, j] = Distances(pixels.Pixels, samples[j].Pixels);
                }
            });
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < samples.Length; j++)
                {
                    absolute[j].Offer(start + i, distances[i, j].Absolute);
                    squared[j].Offer(start + i, distances[i, j].Squared);
                }
            }
        }

        return (absolute, squared);
    }

    private Ranking[] ByFeatures(ImageSet set, long[] positions, ImageSet others)
    {
        var rankings = Rankings(positions.Length);
        SquaredDistances.ForEach(others.Features!, new FeatureSubset(set.Features!, positions), Offer, context.Cancellation);
        return rankings;

        void Offer(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                rankings[column + (i % columns)].Offer((int)row + (i / columns), distances[i]);
            }
        }
    }

    private string Draw(string name, Image[] samples, ImageSet others, Ranking[] rankings, string[] captions)
    {
        var shown = rankings[0].Found.Count;
        var size = samples[0];
        var batch = new ImageBatch(samples.Length * (shown + 1), size.Height, size.Width, size.Channels);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i].Pixels.CopyTo(batch[i * (shown + 1)]);
            for (var j = 0; j < shown; j++)
            {
                Fit(others.Load(others.Indices[rankings[i].Found[j]]), size).Pixels.CopyTo(batch[(i * (shown + 1)) + j + 1]);
            }
        }

        // The first caption, and a letter's gap behind it, have the first column to themselves.
        var captionWidth = (captions[0].Length + 1) * CharacterAdvance;
        var scale = Math.Max(Math.Max(1, LeastSide / size.Height), (captionWidth + size.Width - 1) / size.Width);
        var path = Path.Combine(context.PicturesFolder!, name);
        batch.SaveGrid(path, new GridOptions { Columns = shown + 1, Gap = 4, Scale = scale, Captions = captions });
        return path;
    }

    private static (double Absolute, double Squared) Distances(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var (absolute, squared) = (0L, 0L);
        for (var i = 0; i < first.Length; i++)
        {
            var difference = Math.Abs(first[i] - second[i]);
            absolute += difference;
            squared += difference * difference;
        }

        return (absolute, squared);
    }

    private static Image Fit(Image image, Image size) => PixelSampler.Resized(image, size.Height, size.Width, size.Channels);

    private static Ranking[] Rankings(int count) => [.. Enumerable.Range(0, count).Select(_ => new Ranking())];

    /// <summary>The nearest so far, at equal distance the one offered first.</summary>
    private sealed class Ranking
    {
        private readonly List<double> distances = [];

        internal List<int> Found { get; } = [];

        internal void Offer(int index, double distance)
        {
            if (Found.Count == Nearest && distance >= distances[^1])
            {
                return;
            }

            var place = distances.FindIndex(other => other > distance);
            place = place < 0 ? distances.Count : place;
            distances.Insert(place, distance);
            Found.Insert(place, index);
            if (Found.Count > Nearest)
            {
                distances.RemoveAt(Nearest);
                Found.RemoveAt(Nearest);
            }
        }
    }
}
