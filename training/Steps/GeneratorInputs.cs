using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>Draws what a generator makes images from.</summary>
/// <param name="generator">The generator.</param>
/// <param name="settings">Law of its latents, and what its codes hold.</param>
/// <param name="device">Where, and from whose generator.</param>
/// <param name="truncation">The greatest magnitude of a latent value, above 0: the law is cut there; null for none.</param>
internal sealed class GeneratorInputs(Generator generator, GanSettings settings, Device device, double? truncation = null)
{
    /// <summary>Number of classes, or of categories of a code, that samples can be asked for; 0 where there are none.</summary>
    internal int Kinds => generator.ClassCount > 0 ? generator.ClassCount : generator.CodeSize > 0 ? settings.CodeCategories : 0;

    /// <summary>Fresh latents and, where the generator takes them, uniform labels and codes.</summary>
    internal GeneratorInput Draw(int count) => new(
        DrawLatents(count),
        generator.ClassCount > 0 ? randint(0, generator.ClassCount, [count], ScalarType.Int64, device) : null,
        generator.CodeSize > 0 ? DrawCodes(randint(0, Math.Max(1, settings.CodeCategories), [count], ScalarType.Int64, device)) : null);

    /// <summary>The same for an update: some of the images have the styles of two latents where the generator has styles.</summary>
    internal GeneratorInput DrawForTraining(int count) => Draw(count) with { Mixing = DrawMixing(count) };

    /// <summary>The same with given labels.</summary>
    internal GeneratorInput DrawForTraining(int count, Tensor? labels) => new(DrawLatents(count), labels) { Mixing = DrawMixing(count) };

    /// <summary>Fresh latents with the classes, or categories of a code, in turn, so that a grid as wide as there are such has one in each column.</summary>
    internal GeneratorInput DrawInTurn(int count) => new(
        DrawLatents(count),
        generator.ClassCount > 0 ? InTurn(count, generator.ClassCount) : null,
        generator.CodeSize > 0 ? DrawCodes(InTurn(count, Math.Max(1, settings.CodeCategories))) : null);

    private Tensor InTurn(int count, int values) => tensor([.. Enumerable.Range(0, count).Select(i => (long)i % values)], [count], device: device);

    /// <summary>The categories as one-hot vectors, then uniform numbers on [-1, 1].</summary>
    private Tensor DrawCodes(Tensor categories)
    {
        using var scope = NewDisposeScope();
        var numbers = nn.init.uniform_(empty([categories.shape[0], settings.ContinuousCodes], ScalarType.Float32, device), -1, 1);
        var codes = settings.CodeCategories == 0
            ? numbers
            : cat([nn.functional.one_hot(categories, settings.CodeCategories).to(ScalarType.Float32), numbers], 1);
        return codes.MoveToOuterDisposeScope();
    }

    /// <summary>Other latents from a layer on that is uniform on 1 to the last, for the share of images that settings say.</summary>
    private MixedStyles? DrawMixing(int count)
    {
        if (generator is not IStyled { StyleLayers: var layers } || settings.StyleStep < StyleStep.Mixing || settings.StyleMixing == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var from = randint(1, layers, [count], ScalarType.Int64, device);
        var isMixed = rand([count], ScalarType.Float32, device).lt(Held.Number(settings.StyleMixing));
        var switches = where(isMixed, from, full_like(from, Held.Number(layers)));
        return new MixedStyles(DrawLatents(count).MoveToOuterDisposeScope(), switches.MoveToOuterDisposeScope());
    }

    /// <summary>A normal law that is cut off: by its inverse, of a uniform law on the share within.</summary>
    private static void DrawNormal(Tensor latents, double most)
    {
        using var scope = NewDisposeScope();
        var share = tensor(most / Math.Sqrt(2)).erf().item<double>();
        latents.uniform_(-share, share).erfinv_().mul_(Held.Number(Math.Sqrt(2))).clamp_(Held.Number(-most), Held.Number(most));
    }

    private Tensor DrawLatents(int count)
    {
        var latents = empty([count, generator.LatentSize], ScalarType.Float32, device);
        switch (settings.LatentDistribution)
        {
            case LatentDistribution.Normal when truncation is { } most:
                DrawNormal(latents, most);
                break;
            case LatentDistribution.Normal:
                latents.normal_(0, 1);
                break;
            case LatentDistribution.Uniform:
                var end = Math.Min(1, truncation ?? 1);
                latents.uniform_(-end, end);
                break;
            default:
                throw new InvalidOperationException($"{settings.LatentDistribution} is not a distribution of latents.");
        }

        return latents;
    }
}
