using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Images that a generator draws as they are asked for: index i is latent i of the seed.</summary>
internal sealed class GeneratorSource : ImageSource
{
    private readonly string path;
    private readonly Generator generator;
    private readonly long count;
    private readonly long seed;
    private readonly long[] labels;
    private readonly double? psi;

    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Seed, labels, number of images, device.</param>
    /// <exception cref="InvalidInputException">The file is no generator, or count or labels do not fit it.</exception>
    internal GeneratorSource(string path, SourceOptions options)
    {
        this.path = path;
        (seed, psi) = (options.Seed, options.Psi);
        count = options.Count
            ?? throw new InvalidInputException($"Drawing images from {path}: found no count, needed how many to draw. Give a count (--count), such as 10000.");
        generator = Generator.Load(path, new GeneratorOptions { Device = options.Device, Threads = 1 });
        if (generator.VectorSize > 0)
        {
            generator.Dispose();
            throw new InvalidInputException(
                $"Drawing images from {path}: found a generator of vectors, needed one of images. "
                + "Its training logs how many samples are on target (accuracies.on_target).");
        }

        labels = options.Labels.Count > 0 ? [.. options.Labels] : [.. Enumerable.Range(0, generator.Classes).Select(label => (long)label)];
        foreach (var label in labels)
        {
            if (label < 0 || label >= generator.Classes)
            {
                generator.Dispose();
                throw new InvalidInputException($"Drawing images from {path}: found label {label}, needed {Needed}. Change the labels.");
            }
        }
    }

    /// <inheritdoc/>
    internal override string Path => path;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Generator;

    /// <inheritdoc/>
    internal override long Count => count;

    /// <inheritdoc/>
    internal override int Classes => generator.Classes;

    /// <inheritdoc/>
    internal override bool HasLabels => Classes > 0 || generator.Codes.Categories > 0;

    /// <inheritdoc/>
    internal override long LabelOf(long index) => labels.Length > 0 ? labels[index % labels.Length] : CategoryOf(index);

    private string Needed => generator.Classes > 0 ? $"0 to {generator.Classes - 1}" : "none: it knows no classes";

    /// <inheritdoc/>
    internal override LoadedImage[] Load(long start, int count, bool skipBad, CancellationToken cancellation)
    {
        long[] asked = generator.Classes > 0 ? [.. Enumerable.Range(0, count).Select(i => LabelOf(start + i))] : [];
        var batch = generator.Sample(new SampleRequest(count, seed) { Labels = asked, FirstIndex = start, Psi = psi }, cancellation);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new LoadedImage(start + i, new Image(batch.Height, batch.Width, batch.Channels, [.. batch[i]]), null)),
        ];
    }

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation)
    {
        var styles = psi is null ? "" : string.Create(CultureInfo.InvariantCulture, $" psi {psi}");
        var drawn = string.Create(CultureInfo.InvariantCulture, $"{DigestOf(path)} {seed} {count} {string.Join(',', labels)}{styles}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(drawn)));
    }

    /// <inheritdoc/>
    public override void Dispose() => generator.Dispose();

    private long CategoryOf(long index)
    {
        var code = new float[generator.Codes.Size];
        new CodeSource(generator.Codes, seed).Fill(index, code);
        return generator.Codes.CategoryOf(code);
    }

    /// <inheritdoc/>
    protected override Image LoadOne(long index) => Load(index, 1, skipBad: false, CancellationToken.None)[0].Image!;
}
