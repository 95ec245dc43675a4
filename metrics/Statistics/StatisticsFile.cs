using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Statistics on disk, in the <c>.npz</c> layout that pytorch-fid reads: <c>mu</c> and <c>sigma</c>, float64.</summary>
/// <remarks>
/// Ours also hold <c>count</c> (int64) and <c>extractor</c> (UTF-8 as uint8), which pytorch-fid passes over. Files without them are read too.
/// </remarks>
internal static class StatisticsFile
{
    private const string MeanName = "mu", CovarianceName = "sigma", CountName = "count", ExtractorName = "extractor";
    private const int LargestDimensions = 1 << 14;   // 2 GiB of covariance

    /// <summary>Writes statistics; the file is there whole or not at all.</summary>
    /// <param name="path">The file, by custom ending in .npz.</param>
    /// <param name="statistics">What to write.</param>
    /// <param name="extractor">What made the features; null to leave that open.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    public static void Save(string path, GaussianStatistics statistics, ExtractorIdentity? extractor = null)
    {
        var size = statistics.Dimensions;
        var arrays = new Dictionary<string, NpyArray>
        {
            [MeanName] = NpyArray.Create(statistics.Mean, size),
            [CovarianceName] = NpyArray.Create(statistics.Covariance, size, size),
        };
        if (statistics.Count is { } count)
        {
            arrays[CountName] = NpyArray.Create<long>([count]);
        }

        if (extractor is not null)
        {
            var text = Encoding.UTF8.GetBytes(extractor.ToLine());
            arrays[ExtractorName] = NpyArray.Create<byte>(text, text.Length);
        }

        NpzFile.Write(path, arrays, compress: false);
    }

    /// <summary>Reads statistics.</summary>
    /// <param name="path">An <c>.npz</c> that Gans, pytorch-fid or another tool of that layout wrote.</param>
    /// <returns>The statistics, and what made the features where the file says so.</returns>
    /// <exception cref="InvalidInputException">It is missing, damaged, or holds something else.</exception>
    public static (GaussianStatistics Statistics, ExtractorIdentity? Extractor) Load(string path)
    {
        using var file = NpzFile.Open(path);
        var mean = Doubles(path, file.Read(MeanName), MeanName);
        var covariance = Doubles(path, file.Read(CovarianceName), CovarianceName);
        if (mean.Length is 0 or > LargestDimensions || covariance.Length != (long)mean.Length * mean.Length)
        {
            throw Invalid(path, $"a mean of {mean.Length} values and a covariance of {covariance.Length}", "D and D x D");
        }

        long? count = file.Names.Contains(CountName) ? Count(path, file.Read(CountName)) : null;
        var extractor = file.Names.Contains(ExtractorName) ? Extractor(path, file.Read(ExtractorName)) : null;
        return (new GaussianStatistics(count, mean, covariance), extractor);
    }

    private static double[] Doubles(string path, NpyArray array, string name)
    {
        double[] values = array.Type switch
        {
            NpyType.Float64 => [.. array.Elements<double>()],
            NpyType.Float32 => [.. array.Elements<float>().ToArray().Select(value => (double)value)],
            _ => throw Invalid(path, $"{name} of type {array.Type}", "float64 or float32"),
        };
        return values.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) < 0
            ? values
            : throw Invalid(path, $"a value in {name} that is not finite", "numbers");
    }

    private static long Count(string path, NpyArray array) =>
        array is { Type: NpyType.Int64, Bytes.Length: sizeof(long) } && array.Elements<long>()[0] is var count and >= 0
        ? count
        : throw Invalid(path, $"{CountName} of another kind", "one int64");

    private static ExtractorIdentity Extractor(string path, NpyArray array) =>
        (array.Type == NpyType.UInt8 ? ExtractorIdentity.FromLine(Encoding.UTF8.GetString(array.Bytes)) : null)
        ?? throw Invalid(path, $"{ExtractorName} of another kind", "name, digest and resize rule");

    private static InvalidInputException Invalid(string path, string found, string needed) =>
        new($"Reading statistics {path}: found {found}, needed {needed}. Make the file again.");
}
