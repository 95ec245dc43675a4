using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Pictures of generated images, each with the real images nearest to it: copies of training images would show. One picture a distance.</summary>
/// <remarks>
/// Each row: a generated image, then its neighbours, nearest first. Distances: L1 and L2 of pixels at the generated images' size, L2 of features.
/// </remarks>
internal sealed class NeighbourPictures(EvaluationOptions options, ImageSet fake, ImageSet real, CancellationToken cancellation)
{
    private const int Samples = 10, Nearest = 5, BlockImages = 256, LeastSide = 64;

    /// <summary>Writes them.</summary>
    /// <returns>Their paths.</returns>
    internal IEnumerable<string> Write()
    {
        var count = (int)Math.Min(Samples, fake.Indices.Count);
        var positions = new SeededDraws(options.Seed, DrawPurpose.Neighbours).Subset(fake.Indices.Count, count);
        var first = Load(fake, fake.Indices[(int)positions[0]]);
        Image[] samples = [.. positions.Select(position => Fit(Load(fake, fake.Indices[(int)position]), first))];
        var (absolute, squared) = ByPixels(samples);
        return
        [
            Draw("neighbours-l1.png", samples, absolute), Draw("neighbours-l2.png", samples, squared),
            Draw("neighbours-features.png", samples, ByFeatures(positions)),
        ];
    }

    /// <summary>Goes through all real images once.</summary>
    private (Ranking[] Absolute, Ranking[] Squared) ByPixels(Image[] samples)
    {
        var (absolute, squared) = (Rankings(samples.Length), Rankings(samples.Length));
        var distances = new (double Absolute, double Squared)[BlockImages, samples.Length];
        for (var start = 0; start < real.Indices.Count; start += BlockImages)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BlockImages, real.Indices.Count - start);
            Parallel.For(0, count, i =>
            {
                var pixels = Fit(Load(real, real.Indices[start + i]), samples[0]);
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

    private Ranking[] ByFeatures(long[] positions)
    {
        var rankings = Rankings(positions.Length);
        SquaredDistances.ForEach(real.Features!, new FeatureSubset(fake.Features!, positions), Offer, cancellation);
        return rankings;

        void Offer(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                rankings[column + (i % columns)].Offer((int)row + (i / columns), distances[i]);
            }
        }
    }

    private string Draw(string name, Image[] samples, Ranking[] rankings)
    {
        var shown = rankings[0].Found.Count;
        var size = samples[0];
        var batch = new ImageBatch(samples.Length * (shown + 1), size.Height, size.Width, size.Channels);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i].Pixels.CopyTo(batch[i * (shown + 1)]);
            for (var j = 0; j < shown; j++)
            {
                Fit(Load(real, real.Indices[rankings[i].Found[j]]), size).Pixels.CopyTo(batch[(i * (shown + 1)) + j + 1]);
            }
        }

        var path = Path.Combine(options.PicturesFolder!, name);
        batch.SaveGrid(path, new GridOptions { Columns = shown + 1, Gap = 4, Scale = Math.Max(1, LeastSide / size.Height) });
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

    private static Image Load(ImageSet set, long index) => set.Source!.Load(index, 1, skipBad: false)[0].Image!;

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
