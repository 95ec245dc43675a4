using Gans.Formats;

namespace Gans.Pipeline.Reports;

/// <summary>Images that a generator learned from, to be seen beside its own.</summary>
internal static class RealImages
{
    private const int Columns = 10;

    /// <summary>Two rows of a pack: of classes, each in turn, else from all over it.</summary>
    /// <param name="path">The pack.</param>
    /// <exception cref="InvalidInputException">It is none, or damaged.</exception>
    internal static Picture Read(string path)
    {
        using var pack = DatasetPack.Open(path);
        long[] chosen = pack.HasLabels ? [.. OfClasses(pack)] : [.. Spread(pack.Count)];
        var batch = new ImageBatch(chosen.Length, pack.Height, pack.Width, pack.Channels);
        for (var i = 0; i < chosen.Length; i++)
        {
            pack.GetImage(chosen[i]).CopyTo(batch[i]);
        }

        return Picture.Of(batch.ToGrid(new GridOptions { Columns = Math.Min(Columns, chosen.Length) }), "real images");
    }

    private static IEnumerable<long> Spread(long count)
    {
        var shown = Math.Min(count, 2 * Columns);
        return Enumerable.Range(0, (int)shown).Select(i => i * count / shown);
    }

    /// <summary>The first images of each class, in turn; of a class that has none left the next takes the place.</summary>
    private static IEnumerable<long> OfClasses(DatasetPack pack)
    {
        var wanted = (2 * Columns + pack.ClassNames.Count - 1) / pack.ClassNames.Count;
        var found = new List<long>[pack.ClassNames.Count];
        for (var i = 0L; i < pack.Count && found.Any(list => list is null || list.Count < wanted); i++)
        {
            var list = found[pack.GetLabel(i)] ??= [];
            if (list.Count < wanted)
            {
                list.Add(i);
            }
        }

        return Enumerable.Range(0, wanted).SelectMany(turn => found.Where(list => list?.Count > turn).Select(list => list[turn])).Take(2 * Columns);
    }
}
