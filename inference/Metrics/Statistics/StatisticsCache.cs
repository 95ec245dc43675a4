using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Keeps statistics of images by the content of these and by the extractor: <c>FOLDER/DIGEST.npz</c>.</summary>
/// <param name="folder">The folder; made when the first statistics are kept.</param>
internal sealed class StatisticsCache(string folder)
{
    /// <summary>What was kept for a source; null if nothing was, or if what is there is damaged: then it is made again.</summary>
    /// <remarks>The archive holds a checksum of each array, which reading it compares, and says of which extractor it is.</remarks>
    internal GaussianStatistics? Find(string sourceDigest, ExtractorIdentity extractor)
    {
        var path = PathOf(sourceDigest, extractor);
        try
        {
            return File.Exists(path) && StatisticsFile.Load(path) is var (statistics, found) && found == extractor ? statistics : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    /// <summary>Keeps statistics.</summary>
    internal void Keep(string sourceDigest, ExtractorIdentity extractor, GaussianStatistics statistics) =>
        StatisticsFile.Save(PathOf(sourceDigest, extractor), statistics, extractor);

    private string PathOf(string sourceDigest, ExtractorIdentity extractor)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceDigest}\n{extractor.ToLine()}"));
        return Path.Combine(folder, $"{Convert.ToHexStringLower(key)}.npz");
    }
}
