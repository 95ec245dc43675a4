using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// What goes into the network for one call: latents given or drawn, labels given or in turn, codes given, drawn or in turn. Checked when it is made.
/// </summary>
internal readonly struct SamplingInput
{
    private readonly GeneratorContract contract;
    private readonly SampleRequest request;
    private readonly LatentSource? source;

    /// <exception cref="InvalidInputException">A label is out of range, or there are not as many labels or codes as samples, or the generator takes
    /// none.</exception>
    /// <exception cref="ArgumentException">The latents are none or of another size, or a value is not finite.</exception>
    internal SamplingInput(GeneratorContract contract, SampleRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.Count, nameof(request));
        (this.contract, this.request) = (contract, request);
        if (request.Latents is { } latents)
        {
            CheckLatents(latents);
        }
        else
        {
            source = contract.Latents(request.Seed, request.Truncation);
        }

        CheckLabels();
        CheckCodes();
        CheckStyles();
    }

    /// <summary>Number of images.</summary>
    internal int Count => request.Count;

    /// <summary>Writes the latents from image <paramref name="start"/> on.</summary>
    internal void FillLatents(int start, Span<float> destination)
    {
        if (source is not null)
        {
            source.Fill(request.FirstIndex + start, destination);
        }
        else
        {
            request.Latents!.Values.Slice(start * contract.LatentSize, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>Writes the labels from image <paramref name="start"/> on; nothing where the network takes none.</summary>
    internal void FillLabels(int start, Span<long> destination)
    {
        if (!request.Labels.IsEmpty)
        {
            request.Labels.Span.Slice(start, destination.Length).CopyTo(destination);
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (request.FirstIndex + start + i) % contract.Classes;
        }
    }

    /// <summary>Writes the codes from image <paramref name="start"/> on; nothing where the network takes none.</summary>
    internal void FillCodes(int start, Span<float> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (!request.Codes.IsEmpty)
        {
            request.Codes.Span.Slice(start * contract.Codes.Size, destination.Length).CopyTo(destination);
        }
        else if (source is not null)
        {
            new CodeSource(contract.Codes, source.Seed).Fill(request.FirstIndex + start, destination);
        }
        else
        {
            FillCategoriesInTurn(start, destination);
        }
    }

    /// <summary>Writes psi; nothing where the network takes none.</summary>
    internal void FillPsi(Span<float> destination) => destination.Fill((float)(request.Psi ?? 1));

    /// <summary>Writes the strength of each layer's noise; nothing where the network takes none.</summary>
    internal void FillNoise(Span<float> destination)
    {
        if (request.Noise.IsEmpty)
        {
            destination.Fill(1);
        }
        else
        {
            request.Noise.Span.CopyTo(destination);
        }
    }

    private void FillCategoriesInTurn(int start, Span<float> destination)
    {
        var layout = contract.Codes;
        destination.Clear();
        for (var i = 0; layout.Categories > 0 && i < destination.Length / layout.Size; i++)
        {
            layout.SetCategory(destination.Slice(i * layout.Size, layout.Size), (int)((request.FirstIndex + start + i) % layout.Categories));
        }
    }

    private static void CheckFinite(ReadOnlySpan<float> values, int size, string thing, string parameter)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Sampling: value {i % size} of {thing} {i / size} is {values[i]}, needed a finite number."), parameter);
            }
        }
    }

    private void CheckLatents(LatentBatch latents)
    {
        if (latents.LatentSize != contract.LatentSize)
        {
            throw new ArgumentException(
                $"Sampling from {contract.Name}: latents of {latents.LatentSize} values, needed {contract.LatentSize}.", nameof(latents));
        }

        CheckFinite(latents.Values, contract.LatentSize, "latent", nameof(latents));
    }

    private void CheckCodes()
    {
        var codes = request.Codes.Span;
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

    private void CheckStyles()
    {
        if (request.Psi is { } psi)
        {
            if (!contract.TakesPsi)
            {
                throw new InvalidInputException($"Sampling from {contract.Name}: found psi, but this model has no styles to truncate. Leave psi out.");
            }

            if (!(Math.Abs(psi) <= SampleRequest.LargestPsi))
            {
                throw new InvalidInputException(FormattableString.Invariant(
                    $"Sampling from {contract.Name}: psi {psi}, needed a number from -{SampleRequest.LargestPsi} to {SampleRequest.LargestPsi}. ")
                    + "1 is as trained; change psi.");
            }
        }

        var noise = request.Noise.Span;
        if (noise.IsEmpty)
        {
            return;
        }

        if (!contract.TakesNoise)
        {
            throw new InvalidInputException($"Sampling from {contract.Name}: found strengths of noise, but this model has no noise. Leave them out.");
        }

        if (noise.Length != contract.Styles.Layers || noise.ContainsAnyExceptInRange(0, 1))
        {
            throw new InvalidInputException(
                $"Sampling from {contract.Name}: found {noise.Length} strengths of noise, needed {contract.Styles.Layers}, one a layer, each from 0 to 1. "
                + "Give as many, or none.");
        }
    }

    private void CheckLabels()
    {
        var labels = request.Labels.Span;
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
