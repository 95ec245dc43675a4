using Gans.Formats;

namespace Gans.Inference;

/// <summary>What goes into the network for one call: latents given or drawn, labels given or in turn. Checked when it is made.</summary>
internal readonly ref struct SamplingInput
{
    private readonly GeneratorContract contract;
    private readonly LatentSource? source;
    private readonly long firstIndex;
    private readonly ReadOnlySpan<float> latents;
    private readonly ReadOnlySpan<long> labels;

    /// <summary>Latents drawn from a source.</summary>
    internal SamplingInput(GeneratorContract contract, LatentSource source, long firstIndex, int count, ReadOnlySpan<long> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        (this.contract, this.source, this.firstIndex, Count) = (contract, source, firstIndex, count);
        this.labels = labels;
        CheckLabels();
    }

    /// <summary>Latents of the caller.</summary>
    internal SamplingInput(GeneratorContract contract, ReadOnlySpan<float> latents, ReadOnlySpan<long> labels)
    {
        (this.contract, Count) = (contract, latents.Length / contract.LatentSize);
        this.latents = latents;
        this.labels = labels;
        if (latents.IsEmpty || latents.Length % contract.LatentSize != 0)
        {
            throw new ArgumentException($"Sampling: {latents.Length} latent values, needed a positive multiple of the latent size {contract.LatentSize}.", nameof(latents));
        }

        CheckLatents();
        CheckLabels();
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

    private void CheckLatents()
    {
        for (var i = 0; i < latents.Length; i++)
        {
            if (!float.IsFinite(latents[i]))
            {
                throw new ArgumentException($"Sampling: value {i % contract.LatentSize} of latent {i / contract.LatentSize} is {latents[i]}, needed a finite number.", nameof(latents));
            }
        }
    }

    private void CheckLabels()
    {
        if (labels.IsEmpty)
        {
            return;
        }

        if (contract.Classes == 0)
        {
            throw new InvalidInputException($"Sampling from {contract.Name}: found {labels.Length} labels, but this generator knows no classes. Leave the labels out.");
        }

        if (labels.Length != Count)
        {
            throw new InvalidInputException($"Sampling from {contract.Name}: found {labels.Length} labels for {Count} images, needed one an image. Give as many, or none for all classes in turn.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= contract.Classes)
            {
                throw new InvalidInputException($"Sampling from {contract.Name}: label {labels[i]} at position {i}, needed 0 to {contract.Classes - 1}. 'gans info' lists the classes.");
            }
        }
    }
}
