using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// A style-based generator in its two halves: the mapping network, latents to styles, and the synthesis network, styles to images. Between them styles can be
/// mixed, averaged and gone through. Thread-safe.
/// </summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture, 2018 (arXiv:1812.04948). Styles are a <see cref="LatentBatch"/> whose latents are
/// [<see cref="StyleLayout.Layers"/>, <see cref="StyleLayout.Size"/>], row-major, so <see cref="LatentSpace"/> works on them too; the way between two of
/// them is a straight line.
/// </remarks>
/// <example>
/// <code>
/// using var generator = StyleGenerator.Load("mapping.onnx", "synthesis.onnx");
/// LatentBatch styles = generator.Map(generator.Latents(seed: 1).Draw(2), psi: 0.7);
/// generator.Mix(styles[1], StyleGroup.Coarse, styles[0]);   // the pose of the second, all else of the first
/// generator.Synthesize(styles).SaveGrid("mixed.png");
/// </code>
/// </example>
public sealed class StyleGenerator : IDisposable
{
    private readonly Generator mapping;
    private readonly Generator synthesis;

    private StyleGenerator(Generator mapping, Generator synthesis) => (this.mapping, this.synthesis) = (mapping, synthesis);

    /// <summary>What the file of the synthesis network says of itself.</summary>
    public ModelInfo Info => synthesis.Info;

    /// <summary>The styles: their size, and which layers set what.</summary>
    public StyleLayout Styles => synthesis.Styles;

    /// <summary>Values in one latent.</summary>
    public int LatentSize => mapping.LatentSize;

    /// <summary>Pixels from top to bottom.</summary>
    public int Height => synthesis.Height;

    /// <summary>Pixels from left to right.</summary>
    public int Width => synthesis.Width;

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels => synthesis.Channels;

    /// <summary>Opens both halves, which come from one training at one step.</summary>
    /// <param name="mapping">The ONNX file of the mapping network.</param>
    /// <param name="synthesis">The ONNX file of the synthesis network.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <exception cref="InvalidInputException">A file cannot be read, is another kind of model, or the two do not belong together.</exception>
    public static StyleGenerator Load(string mapping, string synthesis, GeneratorOptions? options = null)
    {
        var first = Generator.Load(mapping, ModelKind.Mapping, options ?? new());
        try
        {
            var second = Generator.Load(synthesis, ModelKind.Synthesis, options ?? new());
            if (Origin(first) is var one && Origin(second) is var other && one != other)
            {
                second.Dispose();
                throw new InvalidInputException(
                    $"Loading {synthesis}: found a synthesis network of {other}, needed one of {one}, as {mapping} is. Export both halves of one run.");
            }

            return new StyleGenerator(first, second);
        }
        catch (InvalidInputException)
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>The latents that a seed names.</summary>
    /// <param name="seed">Names the sequence of latents.</param>
    /// <param name="truncation">Values above it are drawn again, see <see cref="LatentSource"/>; null for none.</param>
    public LatentSource Latents(long seed, double? truncation = null) => mapping.Latents(seed, truncation);

    /// <summary>Latents to styles.</summary>
    /// <param name="latents">At least one, of <see cref="LatentSize"/> values.</param>
    /// <param name="psi">How far styles are from their average, -2 to 2: 1 for as trained, 0 for the average.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>Styles, as many as latents.</returns>
    /// <inheritdoc cref="Generator.Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public LatentBatch Map(LatentBatch latents, double psi = 1, CancellationToken cancellationToken = default) =>
        new(mapping.SampleValues(new SampleRequest(latents) { Psi = psi }, cancellationToken), synthesis.LatentSize);

    /// <summary>Takes over the styles of a group of layers.</summary>
    /// <param name="source">[layers, size]: the styles of one image.</param>
    /// <param name="group">Which layers.</param>
    /// <param name="destination">[layers, size]: the styles of another; changed.</param>
    public void Mix(ReadOnlySpan<float> source, StyleGroup group, Span<float> destination)
    {
        var (start, count) = Styles.LayersOf(group).GetOffsetAndLength(Styles.Layers);
        source.Slice(start * Styles.Size, count * Styles.Size).CopyTo(destination[(start * Styles.Size)..]);
    }

    /// <summary>Styles to images.</summary>
    /// <param name="styles">At least one.</param>
    /// <param name="noise">The strength of each layer's noise, 0 to 1; empty for 1.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>uint8 images [N, H, W, C].</returns>
    /// <inheritdoc cref="Generator.Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public ImageBatch Synthesize(LatentBatch styles, ReadOnlyMemory<float> noise = default, CancellationToken cancellationToken = default) =>
        synthesis.Sample(new SampleRequest(styles) { Noise = noise }, cancellationToken);

    /// <summary>Styles to images as the network gives them, before they become pixels.</summary>
    /// <param name="styles">At least one.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>float32 images [N, C, H, W].</returns>
    /// <inheritdoc cref="Generator.Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public float[] SynthesizeValues(LatentBatch styles, CancellationToken cancellationToken = default) =>
        synthesis.SampleValues(new SampleRequest(styles), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        mapping.Dispose();
        synthesis.Dispose();
    }

    private static string Origin(Generator half)
    {
        var (card, styles) = (half.Info.Card, half.Styles);
        return FormattableString.Invariant($"{card.Recipe} at step {card.Steps} of seed {card.Seed}, with {styles.Layers} styles of {styles.Size}");
    }
}
