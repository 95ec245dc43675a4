using Gans.Formats;

namespace Gans.EndToEnd;

/// <summary>A dataset pack of 64 pictures of noise, dark in class 0 and bright in class 1.</summary>
internal static class DotsPack
{
    public static void Save(string path)
    {
        var random = new Random(1);
        var info = new DatasetInfo
        {
            Name = "dots",
            Split = "train",
            Source = "made by a test",
            SourceDigest = new string('1', 64),
            Height = 28,
            Width = 28,
            Channels = 1,
            ClassNames = ["dark", "bright"],
        };
        using var writer = new DatasetPackWriter(path, info);
        for (var i = 0; i < 64; i++)
        {
            writer.Add([.. Enumerable.Range(0, 28 * 28).Select(_ => (byte)(random.Next(128) + (i % 2 * 127)))], i % 2);
        }

        writer.Commit();
    }
}
