using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Packing;

/// <summary>Inputs of a source, chosen by class, part and shard.</summary>
/// <param name="Indexes">Which, in rising order; found as they are asked for, so that they take no memory.</param>
/// <param name="Count">How many.</param>
internal sealed record InputSelection(IEnumerable<int> Indexes, int Count)
{
    /// <summary>Chooses.</summary>
    /// <param name="source">The inputs.</param>
    /// <param name="classes">Which classes; null where there are none.</param>
    /// <param name="options">Part and shard.</param>
    /// <exception cref="InvalidInputException">The source has no such part, or fewer inputs than there are shards.</exception>
    internal static InputSelection Of(ImageSource source, ClassFilter? classes, PrepareOptions options)
    {
        var isInSplit = SplitRule(source, options);
        var selected = Enumerable.Range(0, source.Count).Where(index => isInSplit(index) && IsInClass(source, classes, index));
        var count = selected.Count();
        if (options.Shard is not { } shard)
        {
            return new InputSelection(selected, count);
        }

        var (first, end) = (Bound(shard.Index - 1, shard.Count, count), Bound(shard.Index, shard.Count, count));
        return count >= shard.Count
            ? new InputSelection(selected.Skip(first).Take(end - first), end - first)
            : throw new InvalidInputException(
                $"Preparing {options.Dataset}: found {count} inputs for {shard.Count} shards, needed one for each at least. Use fewer shards.");
    }

    private static int Bound(long part, int shards, int count) => (int)(part * count / shards);

    private static bool IsInClass(ImageSource source, ClassFilter? classes, int index) =>
        classes is null || source.Label(index) is var label && (label < 0 || classes.NewLabel(label, index, source.Description) is not null);

    private static Predicate<int> SplitRule(ImageSource source, PrepareOptions options)
    {
        if (options.Split == PrepareOptions.AllSplits)
        {
            return static _ => true;
        }

        if (source.HasTestPart)
        {
            return options.TestShare == 0
                ? index => (source.Split(index) ?? "train") == options.Split
                : throw new InvalidInputException(
                    $"Preparing {options.Dataset}: found a test part in {source.Description}, and a share of it asked for. "
                    + "Leave out --test-share, or pass --split all.");
        }

        if (options.TestShare > 0)
        {
            return index => IsTest(source.Name(index), options.TestShare) == (options.Split == "test");
        }

        return options.Split == "train"
            ? static _ => true
            : throw new InvalidInputException(
                $"Preparing {options.Dataset}: found no folder test or val in {source.Description}, needed a test part. "
                + "Say how much of it that is, such as --test-share 0.1.");
    }

    /// <summary>Depends on the name alone, so that an input stays in its part when others come or go.</summary>
    private static bool IsTest(string name, double share)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return BitConverter.ToUInt32(hash) < share * uint.MaxValue;
    }
}
