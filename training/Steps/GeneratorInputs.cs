using Gans.Models;
using Gans.Torch;

namespace Gans.Training.Steps;

/// <summary>Draws what a generator makes images from.</summary>
/// <param name="generator">The generator.</param>
/// <param name="distribution">Law of its latents.</param>
/// <param name="device">Where, and from whose generator.</param>
internal sealed class GeneratorInputs(Generator generator, LatentDistribution distribution, Device device)
{
    /// <summary>Fresh latents and, where the generator takes them, uniform labels.</summary>
    internal GeneratorInput Draw(int count) => new(
        DrawLatents(count),
        generator.ClassCount > 0 ? Tensor.RandomIntegers(0, generator.ClassCount, [count], device) : null);

    /// <summary>Fresh latents with given labels.</summary>
    internal GeneratorInput Draw(int count, Tensor? labels) => new(DrawLatents(count), labels);

    /// <summary>Fresh latents with the classes in turn, so that a grid as wide as there are classes has one in each column.</summary>
    internal GeneratorInput DrawInTurn(int count) => new(
        DrawLatents(count),
        generator.ClassCount > 0 ? Tensor.From([.. Enumerable.Range(0, count).Select(i => (long)i % generator.ClassCount)], count).To(device) : null);

    private Tensor DrawLatents(int count)
    {
        var latents = Tensor.Empty([count, generator.LatentSize], DType.Float32, device);
        switch (distribution)
        {
            case LatentDistribution.Normal:
                latents.NormalInPlace(0, 1);
                break;
            case LatentDistribution.Uniform:
                latents.UniformInPlace(-1, 1);
                break;
            default:
                throw new InvalidOperationException($"{distribution} is not a distribution of latents.");
        }

        return latents;
    }
}
