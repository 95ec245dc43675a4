using System.Runtime.InteropServices;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>What a shard found, in an <c>.npz</c>: sums, features and logits of each side, and a header as JSON.</summary>
internal static class ShardFile
{
    private const string HeaderName = "header", Fake = "fake_", Real = "real_";
    private const string Remedy = "Evaluate the shards again.";

    /// <summary>Writes a shard's file.</summary>
    internal static void Write(string path, ShardHeader header, ImageSet fake, ImageSet? real)
    {
        var json = EvaluationJson.Write(header);
        var arrays = new Dictionary<string, NpyArray> { [HeaderName] = NpyArray.Create<byte>(json, json.Length) };
        Add(arrays, Fake, fake);
        if (real is not null)
        {
            Add(arrays, Real, real);
        }

        NpzFile.Write(path, arrays, compress: false);
    }

    /// <summary>Reads all shards of an evaluation and joins them.</summary>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or of another evaluation.</exception>
    internal static MergedShards Merge(IReadOnlyList<string> paths)
    {
        var headers = paths.Select(path => (Path: path, Header: ReadHeader(path))).OrderBy(shard => shard.Header.Index).ToList();
        if (headers.Count == 0)
        {
            throw new InvalidInputException("Merging shards: found no file, needed that of each shard. Name them.");
        }

        var (firstPath, first) = headers[0];
        foreach (var (path, header) in headers)
        {
            if (!BelongTogether(first, header))
            {
                throw new InvalidInputException($"Merging shards: found {path} of another evaluation than {firstPath}, needed shards of one. {Remedy}");
            }
        }

        if (!headers.Select(shard => shard.Header.Index).SequenceEqual(Enumerable.Range(1, first.Count)))
        {
            throw new InvalidInputException(
                $"Merging shards: found {string.Join(", ", headers.Select(shard => $"{shard.Header.Index}/{shard.Header.Count}"))}, "
                + $"needed each of 1 to {first.Count} once. Name those files.");
        }

        var fake = Join(headers, Fake, header => header.Result.Fake);
        var real = first.Result.Real is null ? null : Join(headers, Real, header => header.Result.Real!);
        return new MergedShards(first with { Result = first.Result with { Fake = fake.Summary, Real = real?.Summary } }, fake, real);
    }

    private static bool BelongTogether(ShardHeader first, ShardHeader other) =>
        first.Count == other.Count
        && first.Measures.SequenceEqual(other.Measures)
        && first.Result.Extractor == other.Result.Extractor
        && first.Result.Seed == other.Result.Seed
        && first.Result.Fake.Path == other.Result.Fake.Path
        && first.Result.Real?.Path == other.Result.Real?.Path;

    private static void Add(Dictionary<string, NpyArray> arrays, string side, ImageSet set)
    {
        if (set.Known is { } known)
        {
            arrays[side + "mu"] = NpyArray.Create(known.Mean, known.Dimensions);
            arrays[side + "sigma"] = NpyArray.Create(known.Covariance, known.Dimensions, known.Dimensions);
        }
        else if (set.Sums?.ToSums() is var (mean, scatter, count))
        {
            arrays[side + "mean"] = NpyArray.Create<double>(mean, mean.Length);
            arrays[side + "scatter"] = NpyArray.Create<double>(scatter, mean.Length, mean.Length);
            arrays[side + "count"] = NpyArray.Create<long>([count]);
        }

        AddRows(arrays, side + "features", set.Features);
        AddRows(arrays, side + "logits", set.Logits);
        if (set.Labels.Count > 0)
        {
            arrays[side + "labels"] = NpyArray.Create<long>([.. set.Labels], set.Labels.Count);
            arrays[side + "classes"] = NpyArray.Create<long>([set.Classes]);
        }
    }

    private static void AddRows(Dictionary<string, NpyArray> arrays, string name, FeatureRows? rows)
    {
        if (rows is not null)
        {
            var values = new float[rows.Count * rows.Dimensions];
            rows.ReadSingles(0, values);
            arrays[name] = NpyArray.Create<float>(values, rows.Count, rows.Dimensions);
        }
    }

    private static ShardHeader ReadHeader(string path)
    {
        using var file = NpzFile.Open(path);
        return EvaluationJson.ReadShard(file.Read(HeaderName).Bytes) is { FormatVersion: ShardHeader.CurrentVersion } header
            ? header
            : throw new InvalidInputException($"Reading shard {path}: found no header of version {ShardHeader.CurrentVersion}, needed one. {Remedy}");
    }

    private static ImageSet Join(List<(string Path, ShardHeader Header)> shards, string side, Func<ShardHeader, SourceSummary> choose)
    {
        GaussianAccumulator? sums = null;
        GaussianStatistics? known = null;
        FeatureFile? features = null, logits = null;
        List<long> labels = [];
        var classes = 0L;
        foreach (var (path, header) in shards)
        {
            using var file = NpzFile.Open(path);
            if (file.Names.Contains(side + "mean"))
            {
                var part = ReadSums(file, side);
                sums ??= new GaussianAccumulator(part.Dimensions);
                sums.Merge(part);
            }
            else if (file.Names.Contains(side + "mu"))
            {
                known = new GaussianStatistics(file.Read(side + "mu").Elements<double>(), file.Read(side + "sigma").Elements<double>(), choose(header).Images);
            }

            features = Append(features, file, side + "features");
            logits = Append(logits, file, side + "logits");
            if (file.Names.Contains(side + "labels"))
            {
                labels.AddRange(file.Read(side + "labels").Elements<long>());
                classes = file.Read(side + "classes").Elements<long>()[0];
            }
        }

        var summaries = shards.Select(shard => choose(shard.Header)).ToList();
        return new ImageSet
        {
            Summary = summaries[0] with
            {
                Images = known is null ? summaries.Sum(summary => summary.Images) : known.Count,
                Bad = [.. summaries.SelectMany(summary => summary.Bad)],
            },
            Sums = sums,
            Known = known,
            Features = features,
            Logits = logits,
            Labels = labels,
            Classes = (int)classes,
        };
    }

    private static GaussianAccumulator ReadSums(NpzFile file, string side) =>
        GaussianAccumulator.FromSums(
            file.Read(side + "mean").Elements<double>(), file.Read(side + "scatter").Elements<double>(), file.Read(side + "count").Elements<long>()[0]);

    private static FeatureFile? Append(FeatureFile? rows, NpzFile file, string name)
    {
        if (!file.Names.Contains(name))
        {
            return rows;
        }

        var array = file.Read(name);
        rows ??= new FeatureFile((int)array.Shape[1]);
        rows.Append(MemoryMarshal.Cast<byte, float>(array.Bytes));
        return rows;
    }
}
