using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// How much of a second class the extractor sees in images, and those in which it sees the most: class leakage, images that are half one thing and half
/// another.
/// </summary>
/// <remarks>Brock et al., Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2018 (arXiv:1809.11096), section 4.3 and figure 4d.</remarks>
internal sealed record ClassLeakageMeasure() : Measure(
    "class_leakage", "probability of a second class, with pictures of the images in which it is greatest", Metrics.Better.Lower,
    Needs.Logits | Needs.Images | Needs.Folder)
{
    private const int Columns = 8, LeastSide = 64;
    private const string PictureName = "class-leakage.png", TableName = "class-leakage.csv";

    /// <inheritdoc/>
    internal override bool HasFloor(ImageSet real) => false;

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        Leak[] leaks = [.. Leaks(context.Fake)];
        Leak[][] rows = [.. leaks.GroupBy(static leak => leak.Class).OrderBy(static row => row.Key)
            .Select(static row => row.OrderByDescending(static leak => leak.Second.Share).Take(Columns).ToArray())];
        context.AddPictures([Draw(context, rows), Tell(context, rows)]);
        return [Give(leaks.Average(static leak => leak.Second.Share))];
    }

    /// <summary>The two likeliest classes of each image; its row is the class that was asked for, or the likeliest where none was.</summary>
    private static IEnumerable<Leak> Leaks(ImageSet set)
    {
        var logits = set.Logits!;
        var row = new double[logits.Dimensions];
        for (var i = 0; i < logits.Count; i++)
        {
            logits.Read(i, row);
            TensorPrimitives.SoftMax<double>(row, row);
            var first = TensorPrimitives.IndexOfMax<double>(row);
            var share = row[first];
            row[first] = -1;
            var second = TensorPrimitives.IndexOfMax<double>(row);
            yield return new Leak(i, set.Classes > 0 ? set.Labels[i] : first, (first, share), (second, Math.Max(0, row[second])));
        }
    }

    private static string Draw(ScoringContext context, Leak[][] rows)
    {
        var first = context.Fake.Load(context.Fake.Indices[0]);
        var batch = new ImageBatch(rows.Length * Columns, first.Height, first.Width, first.Channels);
        batch.Pixels.Fill(byte.MaxValue);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < rows[row].Length; i++)
            {
                var image = context.Fake.Load(context.Fake.Indices[rows[row][i].Position]);
                PixelSampler.Resized(image, first.Height, first.Width, first.Channels).Pixels.CopyTo(batch[(row * Columns) + i]);
            }
        }

        var path = Path.Combine(context.PicturesFolder!, PictureName);
        batch.SaveGrid(path, new GridOptions { Columns = Columns, Scale = Math.Max(1, LeastSide / first.Height) });
        return path;
    }

    /// <summary>What the picture's images are, in its order.</summary>
    private static string Tell(ScoringContext context, Leak[][] rows)
    {
        var text = new StringBuilder("class,image,first,first_probability,second,second_probability\n");
        foreach (var leak in rows.SelectMany(static row => row))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{leak.Class},{context.Fake.Indices[leak.Position]},{leak.First.Class},{leak.First.Share:G4},{leak.Second.Class},{leak.Second.Share:G4}\n");
        }

        var path = Path.Combine(context.PicturesFolder!, TableName);
        AtomicFile.WriteText(path, text.ToString());
        return path;
    }

    /// <summary>What the extractor sees in an image.</summary>
    private sealed record Leak(int Position, long Class, (int Class, double Share) First, (int Class, double Share) Second);
}
