namespace Gans.Formats;

/// <summary>Puts the parts of one preparation together.</summary>
public static class DatasetShards
{
    private const int MostNamed = 8;
    private const int ReportEvery = 10_000;   // images

    /// <summary>Writes the pack that the preparation would have written in one go, byte for byte.</summary>
    /// <param name="shards">Folders of all parts, in any order.</param>
    /// <param name="folder">The folder to write; an older pack of that name is replaced, other content never.</param>
    /// <param name="progress">Told about the images done; null for silence.</param>
    /// <param name="cancellationToken">Stops between two images and leaves an older pack as it was.</param>
    /// <returns>What the pack holds.</returns>
    /// <exception cref="InvalidInputException">A folder is no part, parts are missing or belong to different preparations, or the place cannot be written
    /// to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatasetInfo Merge(
        IReadOnlyList<string> shards, string folder, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var packs = new List<(string Folder, DatasetPack Pack)>();
        try
        {
            foreach (var shard in shards)
            {
                packs.Add((shard, DatasetPack.Open(shard)));
            }

            Check(packs);
            packs.Sort(static (left, right) => left.Pack.Info.Shard!.Index.CompareTo(right.Pack.Info.Shard!.Index));
            return Write(packs, folder, progress, cancellationToken);
        }
        finally
        {
            packs.ForEach(static pack => pack.Pack.Dispose());
        }
    }

    private static void Check(List<(string Folder, DatasetPack Pack)> packs)
    {
        if (packs.Count == 0)
        {
            throw new InvalidInputException("Merging shards: found none, needed all of one preparation. Name their folders.");
        }

        var first = packs[0].Pack.Info.Shard;
        var seen = new HashSet<int>();
        foreach (var (folder, pack) in packs)
        {
            var shard = pack.Info.Shard ?? throw new InvalidInputException(
                $"Merging shards: found that {folder} is a whole pack, needed parts of one. Prepare them with --shard I/N.");
            if (shard.Count != first!.Count || shard.Key != first.Key)
            {
                throw new InvalidInputException(
                    $"Merging shards: found that {folder} is of another preparation than {packs[0].Folder}, needed the same inputs and options. "
                    + "Prepare it again.");
            }

            if (!seen.Add(shard.Index))
            {
                throw new InvalidInputException($"Merging shards: found shard {shard.Index} of {shard.Count} twice, needed each once. Leave {folder} out.");
            }
        }

        if (seen.Count != first!.Count)
        {
            var missing = Enumerable.Range(1, first.Count).Where(index => !seen.Contains(index)).Take(MostNamed);
            var more = first.Count - seen.Count > MostNamed ? $" and {first.Count - seen.Count - MostNamed} more" : "";
            throw new InvalidInputException(
                $"Merging shards: found {seen.Count} of {first.Count}, needed all. Name shard {string.Join(", ", missing)}{more} as well.");
        }
    }

    private static DatasetInfo Write(
        List<(string Folder, DatasetPack Pack)> packs, string folder, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var (firstFolder, first) = packs[0];
        var hasDigests = File.Exists(Path.Combine(firstFolder, PackArrays.DigestsName));
        using var writer = new DatasetPackWriter(folder, first.Info with { Shard = null }, first.HasPairs, hasDigests);
        var total = packs.Sum(static pack => pack.Pack.Count);
        foreach (var (shardFolder, pack) in packs)
        {
            for (var i = 0L; i < pack.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Add(pack.GetImage(i), pack.HasLabels ? pack.GetLabel(i) : null, pack.HasPairs ? pack.GetPair(i) : default);
                if (writer.Count % ReportEvery == 0 || writer.Count == total)
                {
                    progress?.Report(new StageProgress("merging", writer.Count, total));
                }
            }

            foreach (var (file, reason) in pack.Info.Rejected)
            {
                writer.Reject(file, reason);
            }

            writer.ReachingBeyond += pack.Info.ReachingBeyond ?? 0;
            if (hasDigests)
            {
                CopyDigests(shardFolder, writer);
            }
        }

        return writer.Commit();
    }

    private static void CopyDigests(string shardFolder, DatasetPackWriter writer)
    {
        using var digests = NpyFile.Map(Path.Combine(shardFolder, PackArrays.DigestsName));
        if (digests.Type != NpyType.UInt8 || digests.Shape is not [var inputs, PackArrays.DigestSize])
        {
            throw new InvalidInputException($"Merging shards: found damaged digests in {shardFolder}. Prepare it again.");
        }

        for (var i = 0L; i < inputs; i++)
        {
            writer.EndInput(digests.Slice<byte>(i * PackArrays.DigestSize, PackArrays.DigestSize));
        }
    }
}
