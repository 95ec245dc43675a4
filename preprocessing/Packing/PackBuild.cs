using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Packing;

/// <summary>Makes a pack: reads the chosen inputs, transforms them on all cores and writes what comes out in the inputs' order.</summary>
/// <remarks>A run that was killed is gone on with by the next one of the same inputs and options; the pack is the same, byte for byte.</remarks>
/// <param name="source">The inputs.</param>
/// <param name="transform">What becomes of each.</param>
/// <param name="options">What was asked for; classes, split, count, shard, strict and output are honoured here.</param>
internal sealed class PackBuild(ImageSource source, IInputTransform transform, PrepareOptions options)
{
    private const int Version = 3;   // raised when the same inputs and options give other bytes
    private const int ReportEvery = 100;

    private readonly ClassFilter? classes = ClassFilter.For(options, source.ClassNames);
    private (string Name, string Reason)? passedOver;   // the first

    /// <summary>How often the pack notes down how far it has come.</summary>
    internal TimeSpan NoteInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Does it.</summary>
    /// <param name="progress">Told about the inputs done; null for silence.</param>
    /// <param name="cancellationToken">Stops between two inputs; the next run goes on.</param>
    /// <returns>What the pack holds.</returns>
    /// <exception cref="InvalidInputException">No input gave an image, or the source or the output cannot be used.</exception>
    /// <exception cref="RejectedFilesException">Files were rejected, and the options are strict.</exception>
    internal DatasetInfo Run(IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (classes is null && options.Classes is not null)
        {
            throw new InvalidInputException($"Preparing {options.Dataset}: found classes asked for, but {source.Description} have none. Leave out --classes.");
        }

        var inputs = InputSelection.Of(source, classes, options);
        using var writer = OpenWriter();
        var remaining = inputs.Indexes.Skip((int)writer.InputsDone);
        var work = source.Read(remaining).Zip(remaining, WorkOf);
        foreach (var result in OrderedParallel.Map(work).TakeWhile(_ => writer.Count != options.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(result, writer);
            if (writer.InputsDone % ReportEvery == 0 || writer.InputsDone == inputs.Count)
            {
                progress?.Report(new StageProgress("preparing", writer.InputsDone, inputs.Count, Describe(writer)));
            }
        }

        return Finish(writer);
    }

    private DatasetPackWriter OpenWriter()
    {
        return DatasetPackWriter.Resume(
            options.Output,
            new DatasetInfo
            {
                Name = options.Dataset,
                Split = options.Split,
                Source = source.Description,
                SourceDigest = source.Digest ?? "",
                Transform = transform.Description,
                Shard = options.Shard is { } shard ? new ShardInfo(shard.Index, shard.Count, Key(source.Identity, options with { Shard = null })) : null,
                Height = transform.Height,
                Width = transform.Width,
                Channels = transform.Channels,
                ClassNames = classes?.ClassNames ?? [],
            },
            Key(source.Fingerprint, options),
            transform.HasPairs,
            withDigests: source.Digest is null,
            NoteInterval);
    }

    /// <summary>A digest of all that decides what the pack holds.</summary>
    private string Key(string inputs, PrepareOptions chosen) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Version} {chosen.Dataset} {source.Description} {inputs}
        {transform.Description} {transform.Height} {transform.Width} {transform.Channels} {chosen.MaximumPixels}
        {chosen.Split} {chosen.TestShare} {chosen.Count} {chosen.Shard} {(chosen.Classes is null ? "all" : string.Join(',', chosen.Classes.Order()))}
        """))));

    private Work<InputResult> WorkOf(PendingInput input, int index)
    {
        var result = (long)transform.Height * transform.Width * transform.Channels * (transform.HasPairs ? 2 : 1) * (options.Flip ? 2 : 1);
        var read = input.Content;
        Action? prepare = input.MustWait ? () => read = Read(input.Content) : null;
        return new Work<InputResult>(input.Length + result, result, prepare, lease => Process(index, () => read(), lease));
    }

    /// <summary>Reads at once; what goes wrong comes out when the content is asked for.</summary>
    private static Func<InputContent> Read(Func<InputContent> content)
    {
        try
        {
            var read = content();
            return () => read;
        }
        catch (InvalidInputException e)
        {
            return () => throw e;
        }
    }

    private InputResult Process(int index, Func<InputContent> read, ByteLease lease)
    {
        var name = source.Name(index);
        var content = default(InputContent);
        try
        {
            content = read();
            if (IsNoPicture(name, content))
            {
                return new InputResult(index, Digest(name, content), [], PictureFiles.Problem(content.Encoded), IsPassedOver: true);
            }

            if (classes is not null && source.Label(index) < 0)
            {
                throw new InvalidInputException(
                    $"found a file in no class's folder, needed one of {string.Join(", ", source.ClassNames)}. Move it, or remove it.");
            }

            lease.Take(2 * (content.Pixels?.Pixels.Length ?? ImageCodec.MemoryFor(content.Encoded, transform.Decoding)));   // decoded, and what is made of it
            var image = content.Pixels ?? ImageCodec.Decode(content.Encoded, transform.Decoding, name);
            return new InputResult(index, Digest(name, content), transform.Apply(image), null);
        }
        catch (InvalidInputException e)
        {
            return new InputResult(index, Digest(name, content), [], e.Problem);
        }
    }

    /// <summary>Whether a file is neither called a picture nor one: a note or a table among them, which is no picture that could be missed.</summary>
    private static bool IsNoPicture(string name, InputContent content) =>
        content.Encoded is { } file && !PictureFiles.HasEnding(name) && !PictureFiles.IsPicture(file);

    private static byte[] Digest(string name, InputContent content)
    {
        if (content.Pixels is not null)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
        hash.AppendData(content.Encoded ?? []);
        return hash.GetCurrentHash();
    }

    private void Write(InputResult result, DatasetPackWriter writer)
    {
        if (result.IsPassedOver)
        {
            passedOver ??= (source.Name(result.Index), result.Reason!);
        }
        else if (result.Reason is { } reason)
        {
            writer.Reject(source.Name(result.Index), reason);
        }

        var label = classes is null || result.Reason is not null ? null : classes.NewLabel(source.Label(result.Index), result.Index, source.Description);
        foreach (var row in result.Rows)
        {
            if (writer.Count != options.Count)
            {
                writer.Add(row.Image.Pixels, label, row.Pair is null ? default : row.Pair.Pixels);
                if (row.ReachesBeyond)
                {
                    writer.NoteReach();
                }
            }
        }

        writer.EndInput(source.Digest is null ? result.Digest : default);
    }

    private DatasetInfo Finish(DatasetPackWriter writer)
    {
        if (writer is { Count: 0, Rejected: [] } && passedOver is { } other)
        {
            writer.Reject(other.Name, other.Reason);   // nothing else tells why there is no image
        }

        if (options.Strict && writer.Rejected is [var first, ..])
        {
            writer.Discard();
            throw new RejectedFilesException(
                $"Preparing {options.Dataset}: {writer.Rejected.Count} files were rejected, the first is {first.Path}: "
                + $"{first.Reason} Without --strict the pack is made of the others and lists the reasons.");
        }

        return writer.Commit();
    }

    private static string Describe(DatasetPackWriter writer) => writer.Rejected.Count == 0
        ? $"{writer.Count} kept"
        : $"{writer.Count} kept, {writer.Rejected.Count} files rejected";

    /// <summary>What came of one input: images, or a reason why there are none.</summary>
    private sealed record InputResult(int Index, byte[] Digest, IReadOnlyList<PackRow> Rows, string? Reason, bool IsPassedOver = false);
}
