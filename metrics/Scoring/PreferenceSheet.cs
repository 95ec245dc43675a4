using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// A sheet of numbered pairs, a real and a generated image side by side in random order, left and right, for people to say which is real; the answers are in
/// a file of their own.
/// </summary>
/// <remarks>
/// For rating and preference judgement, and shown for a moment for rapid scene categorisation: Denton et al., Deep Generative Image Models using a Laplacian
/// Pyramid of Adversarial Networks, 2015 (arXiv:1506.05751). Judges who cannot tell are right in half of the pairs.
/// </remarks>
internal sealed class PreferenceSheet(ScoringContext context)
{
    private const int Pairs = 12, LeastSide = 96;

    /// <summary>Writes the sheet and the answers.</summary>
    /// <returns>Their paths.</returns>
    internal IEnumerable<string> Write()
    {
        var (draws, fake, real) = (context.Draws(DrawPurpose.Sheet), context.Fake, context.Real);
        var count = (int)Math.Min(Pairs, Math.Min(fake.Indices.Count, real.Indices.Count));
        var (fakes, reals) = (draws.Subset(fake.Indices.Count, count), draws.Subset(real.Indices.Count, count));
        var size = Load(fake, fakes[0]);
        var batch = new ImageBatch(2 * count, size.Height, size.Width, size.Channels);
        var answers = new List<PreferenceAnswer>();
        for (var i = 0; i < count; i++)
        {
            var realFirst = draws.Next(2) == 0;
            Fit(Load(real, reals[i]), size).Pixels.CopyTo(batch[(2 * i) + (realFirst ? 0 : 1)]);
            Fit(Load(fake, fakes[i]), size).Pixels.CopyTo(batch[(2 * i) + (realFirst ? 1 : 0)]);
            answers.Add(new PreferenceAnswer(
                i + 1, realFirst ? "left" : "right", real.Source!.NameOf(real.Indices[(int)reals[i]]), fake.Source!.NameOf(fake.Indices[(int)fakes[i]])));
        }

        var (sheet, key) = (
            Path.Combine(context.PicturesFolder!, "preference-sheet.png"), Path.Combine(context.PicturesFolder!, "preference-sheet-answers.json"));
        batch.SaveGrid(
            sheet, new GridOptions { Columns = 2, Gap = 8, Scale = Math.Max(1, LeastSide / size.Height), Captions = ["left", "right"], NumbersRows = true });
        AtomicFile.WriteText(key, PreferenceJson.Write(new PreferenceAnswers(context.Seed, answers)));
        return [sheet, key];
    }

    private static Image Fit(Image image, Image size) => PixelSampler.Resized(image, size.Height, size.Width, size.Channels);

    private static Image Load(ImageSet set, long position) => set.Load(set.Indices[(int)position]);
}

/// <summary>Which images of a sheet are real.</summary>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="Pairs">Row by row, from the top.</param>
internal sealed record PreferenceAnswers(long Seed, IReadOnlyList<PreferenceAnswer> Pairs);

/// <summary>One pair.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Real">Where the real image is: left or right.</param>
/// <param name="RealImage">Its name.</param>
/// <param name="FakeImage">The other's name.</param>
internal sealed record PreferenceAnswer(int Row, string Real, string RealImage, string FakeImage);
