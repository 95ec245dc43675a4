using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// What goes into the network for one call: latents given or drawn, labels given or in turn, codes given, drawn or in turn. Checked when it is made.
/// </summary>
internal readonly ref struct SamplingInput
{
    private readonly GeneratorContract contract;
    private readonly LatentSource? source;
    private readonly long firstIndex;
    private readonly ReadOnlySpan<float> latents;
    private readonly ReadOnlySpan<long> labels;
    private readonly ReadOnlySpan<float> codes;

    /// <summary>Latents drawn from a source; so are codes that are not given.</summary>
    internal SamplingInput(GeneratorContract contract, LatentSource source, long firstIndex, int count, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        (this.contract, this.source, this.firstIndex, Count) = (contract, source, firstIndex, count);
        this.labels = labels;
        this.codes = codes;
        CheckLabels();
        CheckCodes();
    }

    /// <summary>Latents of the caller.</summary>
    internal SamplingInput(GeneratorContract contract, ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes)
    {
        (this.contract, Count) = (contract, latents.Length / contract.LatentSize);
        this.latents = latents;
        this.labels = labels;
        this.codes = codes;
        if (latents.IsEmpty || latents.Length % contract.LatentSize != 0)
        {
            throw new ArgumentException(
                $"Sampling: {latents.Length} latent values, needed a positive multiple of the latent size {contract.LatentSize}.", nameof(latents));
        }

        CheckFinite(latents, contract.LatentSize, "latent", nameof(latents));
        CheckLabels();
        CheckCodes();
    }

    /// <summary>Number of images.</summary>
    internal int Count { get; }

    /// <summary>Writes the latents from image <paramref name="start"/> on.</summary>
    internal void FillLatents(int start, Span<float> destination)
    {
        if (source is not null)
        {
            source.Fill(firstIndex + start, destination);
        }
        else
        {
            latents.Slice(start * contract.LatentSize, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>Writes the labels from image <paramref name="start"/> on; nothing where the network takes none.</summary>
    internal void FillLabels(int start, Span<long> destination)
    {
        if (!labels.IsEmpty)
        {
            labels.Slice(start, destination.Length).CopyTo(destination);
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (firstIndex + start + i) % contract.Classes;
        }
    }

    /// <summary>Writes the codes from image <paramref name="start"/> on; nothing where the network takes none.</summary>
    internal void FillCodes(int start, Span<float> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (!codes.IsEmpty)
        {
            codes.Slice(start * contract.Codes.Size, destination.Length).CopyTo(destination);
        }
        else if (source is not null)
        {
            new CodeSource(contract.Codes, source.Seed).Fill(firstIndex + start, destination);
        }
        else
        {
            FillCategoriesInTurn(start, destination);
        }
    }

    private void FillCategoriesInTurn(int start, Span<float> destination)
    {
        var layout = contract.Codes;
        destination.Clear();
        for (var i = 0; layout.Categories > 0 && i < destination.Length / layout.Size; i++)
        {
            layout.SetCategory(destination.Slice(i * layout.Size, layout.Size), (start + i) % layout.Categories);
        }
    }

    private static void CheckFinite(ReadOnlySpan<float> values, int size, string thing, string parameter)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Sampling: value {i % size} of {thing} {i / size} is {values[i]}, needed a finite number.", parameter);
            }
        }
    }

    private void CheckCodes()
    {
        if (codes.IsEmpty)
        {
            return;
        }

        if (contract.Codes.Size == 0)
        {
            throw new InvalidInputException($"Sampling from {contract.Name}: found codes, but this generator takes none. Leave the codes out.");
        }

        if (codes.Length != (long)Count * contract.Codes.Size)
        {
            throw new InvalidInputException(
                $"Sampling from {contract.Name}: found {codes.Length} code values for {Count} images, needed {contract.Codes.Size} an image. "
                + "Give as many, or none.");
        }

        CheckFinite(codes, contract.Codes.Size, "code", nameof(codes));
    }

    private void CheckLabels()
    {
        if (labels.IsEmpty)
        {
            return;
        }

        if (contract.Classes == 0)
        {
            throw new InvalidInputException(
                $"Sampling from {contract.Name}: found {labels.Length} labels, but this generator knows no classes. Leave the labels out.");
        }

        if (labels.Length != Count)
        {
            throw new InvalidInputException(
                $"Sampling from {contract.Name}: found {labels.Length} labels for {Count} images, needed one an image. "
                + "Give as many, or none for all classes in turn.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= contract.Classes)
            {
                throw new InvalidInputException(
                    $"Sampling from {contract.Name}: label {labels[i]} at position {i}, needed 0 to {contract.Classes - 1}. 'gans info' lists the classes.");
            }
        }
    }
}
