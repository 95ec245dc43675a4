using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The generator of a scene as a scorer sees it.</summary>
/// <param name="scene">The scene.</param>
/// <param name="range">What it takes for black and for white.</param>
internal sealed class ScoredGenerator(Scene scene, PixelRange range) : IScoredGenerator
{
    /// <inheritdoc/>
    public int LatentSize => scene.Generator.LatentSize;

    /// <inheritdoc/>
    public LatentDistribution LatentDistribution => scene.Settings.LatentDistribution;

    /// <inheritdoc/>
    public int Classes => scene.Generator.ClassCount;

    /// <inheritdoc/>
    public CodeLayout Codes => scene.Generator.CodeSize > 0 ? scene.Settings.Codes : new CodeLayout(0, 0);

    /// <inheritdoc/>
    public ImageBatch Make(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var count = latents.Length / LatentSize;
        var input = new GeneratorInput(
            tensor(latents.ToArray(), [count, LatentSize], device: scene.Device),
            Classes > 0 ? tensor(labels.ToArray(), [count], device: scene.Device) : null,
            Codes.Size > 0 ? tensor(codes.ToArray(), [count, Codes.Size], device: scene.Device) : null);
        var pixels = Pixels.FromImages(scene.AtFullSize(scene.Generator.Run(input, Mode.Inference)), range).cpu();   // [N, H, W, C]
        var (height, width, channels) = ((int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]);
        return new ImageBatch(count, height, width, channels, pixels.ToArray<byte>());
    }
}
