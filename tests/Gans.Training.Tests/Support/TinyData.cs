using Gans.Formats;

namespace Gans.Training.Tests.Support;

/// <summary>Small dataset packs made on the spot.</summary>
internal static class TinyData
{
    internal const int Size = 8;

    /// <summary>Grey 8x8 images of bars, upright in class 0 and lying in class 1, each at a place and of a brightness of its own.</summary>
    internal static string WriteBars(string folder, int count = 64, bool labelled = true, string split = "train")
    {
        using var writer = new DatasetPackWriter(folder, Describe(Size, Size, 1, labelled ? ["upright", "lying"] : [], split));
        for (var i = 0; i < count; i++)
        {
            var image = Bar(lying: i % 2 == 1, place: i / 2 % Size, brightness: (byte)(128 + (i * 2)));
            if (labelled)
            {
                writer.Add(image, i % 2);
            }
            else
            {
                writer.Add(image);
            }
        }

        writer.Commit();
        return folder;
    }

    /// <summary>Sixteen images of noise in two classes, of any size.</summary>
    internal static string WriteNoise(string folder, int channels, int size)
    {
        var random = new Random(1);
        using var writer = new DatasetPackWriter(folder, Describe(size, size, channels, ["even", "odd"]));
        for (var i = 0; i < 16; i++)
        {
            var image = new byte[size * size * channels];
            random.NextBytes(image);
            writer.Add(image, i % 2);
        }

        writer.Commit();
        return folder;
    }

    /// <summary>Pairs of grey square images: bars, upright and lying in turn, and as their targets the same in negative.</summary>
    internal static string WritePairs(string folder, int count = 16, string split = "train", int size = Size)
    {
        using var writer = new DatasetPackWriter(folder, Describe(size, size, 1, [], split), withPairs: true);
        for (var i = 0; i < count; i++)
        {
            var image = Bar(lying: i % 2 == 1, place: i / 2 % Size, brightness: (byte)(128 + (i * 2)), size);
            writer.Add(image, null, Array.ConvertAll(image, static value => (byte)(255 - value)));
        }

        writer.Commit();
        return folder;
    }

    /// <summary>Images of one pixel, image i of value 10 i and class i.</summary>
    internal static string WriteDots(string folder, int count)
    {
        using var writer = new DatasetPackWriter(folder, Describe(1, 1, 1, [.. Enumerable.Range(0, count).Select(i => $"class {i}")]));
        for (var i = 0; i < count; i++)
        {
            writer.Add([(byte)(10 * i)], i);
        }

        writer.Commit();
        return folder;
    }

    private static DatasetInfo Describe(int height, int width, int channels, IReadOnlyList<string> classes, string split = "train") => new()
    {
        Name = "tiny",
        Split = split,
        Source = "made by a test",
        SourceDigest = new string('0', 64),
        Height = height,
        Width = width,
        Channels = channels,
        ClassNames = classes,
    };

    private static byte[] Bar(bool lying, int place, byte brightness, int size = Size)
    {
        var image = new byte[size * size];
        for (var i = 0; i < size; i++)
        {
            image[lying ? (place * size) + i : (i * size) + place] = brightness;
        }

        return image;
    }
}
