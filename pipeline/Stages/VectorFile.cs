using System.Globalization;
using System.Text;
using Gans.Formats;
using Gans.Training.Plots;

namespace Gans.Pipeline.Stages;

/// <summary>Saves vectors as the ending of a file's name asks.</summary>
internal static class VectorFile
{
    private const int PointLength = 2;

    /// <summary>Saves vectors: .npy (float32 [N, D]), .csv (a line each, the shortest text that gives the same number), or .png (points of a plane).</summary>
    /// <param name="vectors">[N, D].</param>
    /// <param name="length">D.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">The name ends otherwise, or the vectors are no points of a plane.</exception>
    public static void Save(float[] vectors, int length, string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npy":
                NpyFile.Write<float>(path, vectors, vectors.Length / length, length);
                break;
            case ".csv":
                AtomicFile.WriteText(path, ToTable(vectors, length));
                break;
            case ".png" or ".jpg" or ".jpeg" when length == PointLength:
                ImageCodec.Save(ScatterPlot.Draw(ScatterSeries.Generated(vectors)), path);
                break;
            case ".png" or ".jpg" or ".jpeg":
                throw new InvalidInputException(
                    $"Saving {path}: found vectors of {length} numbers, needed {PointLength} for a plot. Save them as .npy or .csv.");
            default:
                throw new InvalidInputException(
                    $"Saving {path}: found a name that ends otherwise, needed .png, .csv or .npy, as the generator makes vectors. Change the name.");
        }
    }

    private static string ToTable(float[] vectors, int length)
    {
        var table = new StringBuilder();
        foreach (var vector in vectors.Chunk(length))
        {
            table.AppendJoin(',', vector.Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return table.ToString();
    }
}
