using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>Latents whose images share a feature, chosen by eye: pictures of a grid by their numbers, or latents themselves.</summary>
public sealed record LatentGroup
{
    /// <summary>The seed that the numbered pictures were drawn with.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The truncation that they were drawn with; null for none.</summary>
    public double? Truncation { get; init; }

    /// <summary>Numbers of pictures, from 1, row by row as in the grid of that seed: number n is latent n - 1.</summary>
    public ImmutableArray<long> Numbers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Latents besides, each [latent].</summary>
    public ImmutableArray<ImmutableArray<float>> Latents { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The latents, those of numbers first.</summary>
    /// <param name="generator">The generator that they are for.</param>
    /// <exception cref="InvalidInputException">A latent is of another size than the generator's.</exception>
    public LatentBatch Resolve(Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var source = generator.Latents(Seed, Truncation);
        var batch = new LatentBatch(Numbers.Length + Latents.Length, generator.LatentSize);
        for (var i = 0; i < Numbers.Length; i++)
        {
            source.Fill(Numbers[i] - 1, batch[i]);
        }

        for (var i = 0; i < Latents.Length; i++)
        {
            if (Latents[i].Length != generator.LatentSize)
            {
                throw new InvalidInputException(
                    $"Reading a latent bank for {generator.Info.Name}: found a latent of {Latents[i].Length} values, needed {generator.LatentSize}. "
                    + "Use the bank of this generator.");
            }

            Latents[i].AsSpan().CopyTo(batch[Numbers.Length + i]);
        }

        return batch;
    }

    /// <summary>What is wrong with the values; null: nothing.</summary>
    internal string? FindProblem() => this switch
    {
        { Numbers: [], Latents: [] } => "found neither numbers nor latents, needed at least one",
        _ when Numbers.Any(number => number < 1) => $"found picture {Numbers.First(number => number < 1)}, needed numbers from 1 up",
        _ when !(Truncation is null or >= LatentSource.LeastTruncation) => $"found truncation {Truncation}, needed {LatentSource.LeastTruncation} or more",
        _ when Latents.Any(latent => latent.IsDefaultOrEmpty) => "found a latent without values",
        _ when !Latents.All(latent => latent.All(float.IsFinite)) => "found a latent with a value that is no finite number",
        _ => null,
    };
}
