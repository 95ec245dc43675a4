using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// An exported generator, ready to draw images, or vectors where it was trained on such. Thread-safe: any number of threads may sample from one instance at
/// once.
/// </summary>
/// <remarks>
/// <para>A seed and an index name one latent for ever (see <see cref="LatentSource"/>): <c>Sample(16, seed: 42)</c> begins with the images of <c>Sample(4,
/// seed: 42)</c>. Networks run in float, so another processor, or a batch of another size, may round a value differently in its last bit, which can move a
/// pixel by one level.</para>
/// <para>Pixels are made inside the model: round((x - min) / (max - min) * 255), clamped to 0 and 255, halves to the even level, where min and max are
/// <see cref="ModelInfo.ValueMin"/> and <see cref="ModelInfo.ValueMax"/>.</para>
/// <para>A generator of vectors (<see cref="VectorSize"/> above 0) answers
/// <see cref="SampleVectors(int, long, ReadOnlySpan{long}, long, ReadOnlySpan{float}, double, CancellationToken)"/>;
/// one of images answers all others. The wrong one of the two throws <see cref="InvalidInputException"/>.</para>
/// <para>Disposing while calls are under way lets these finish; later ones throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// using var generator = Generator.Load("generator.onnx");
/// ImageBatch images = generator.Sample(count: 16, seed: 42);
/// images.SaveGrid("samples.png");
/// </code>
/// </example>
public sealed class Generator : IDisposable
{
    private const int LargestDefaultBatch = 32;
    private const int DefaultBatchValues = 1 << 22;   // 16 MiB of float images

    private readonly GeneratorContract contract;
    private readonly SessionLanes<SamplingLane> lanes;

    private Generator(ModelInfo info, GeneratorOptions options, Func<SessionSettings, InferenceSession> open)
    {
        options.Validate();
        Info = info;
        contract = new GeneratorContract(info);
        Device = OnnxSessions.Resolve(options.Device);
        BatchSize = Math.Min(options.BatchSize ?? Math.Clamp(DefaultBatchValues / contract.SampleSize, 1, LargestDefaultBatch), contract.LargestBatch);
        var session = open(new() { Device = Device, Threads = options.Threads });
        lanes = new(session, () => new SamplingLane(session, contract, BatchSize, onDevice: Device.IsCuda), typeof(Generator));
    }

    /// <summary>What the file says of itself.</summary>
    public ModelInfo Info { get; }

    /// <summary>Where it runs: <see cref="Device.Cpu"/> or a CUDA device.</summary>
    public Device Device { get; }

    /// <summary>Most images that go through the network at once.</summary>
    public int BatchSize { get; }

    /// <summary>Values in one latent.</summary>
    public int LatentSize => contract.LatentSize;

    /// <summary>Number of classes; 0 for a generator without labels.</summary>
    public int Classes => contract.Classes;

    /// <summary>What control codes hold; of size 0 for a generator without codes.</summary>
    public CodeLayout Codes => contract.Codes;

    /// <summary>Pixels from top to bottom; 0 for a generator of vectors.</summary>
    public int Height => contract.Height;

    /// <summary>Pixels from left to right; 0 for a generator of vectors.</summary>
    public int Width => contract.Width;

    /// <summary>1 for grey, 3 for RGB; 0 for a generator of vectors.</summary>
    public int Channels => contract.Channels;

    /// <summary>Numbers in a vector; 0 for a generator of images.</summary>
    public int VectorSize => contract.VectorSize;

    /// <summary>Opens an exported generator.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The file cannot be read, is no generator that Gans exported, or an option cannot be had here.</exception>
    public static Generator Load(string path, GeneratorOptions? options = null) =>
        new(ModelInfo.Read(path), options ?? new(), settings => OnnxSessions.Open(path, settings));

    /// <summary>Opens a generator from the bytes of its file, such as an embedded resource.</summary>
    /// <param name="model">The whole file; not kept.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">The bytes are no generator that Gans exported, or an option cannot be had here.</exception>
    public static Generator Load(byte[] model, GeneratorOptions? options = null, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(ModelInfo.Read(new MemoryStream(model, writable: false), name), options ?? new(), settings => OnnxSessions.Open(model, settings, name));
    }

    /// <summary>Opens a generator from a stream, read from where it stands to its end and left open.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">The bytes are no generator that Gans exported, or an option cannot be had here.</exception>
    public static Generator Load(Stream stream, GeneratorOptions? options = null, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Load(copy.ToArray(), options, name);
    }

    /// <summary>The latents that this generator draws from a seed.</summary>
    /// <param name="seed">Names the sequence of latents.</param>
    /// <param name="truncation">Values above it are drawn again, see <see cref="LatentSource"/>; infinite for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="truncation"/> is below <see cref="LatentSource.LeastTruncation"/>.</exception>
    public LatentSource Latents(long seed, double truncation = double.PositiveInfinity) => new(LatentSize, contract.Distribution, seed, truncation);

    /// <summary>Draws images.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Names the sequence of latents, and of codes.</param>
    /// <param name="labels">The class of each image, 0 to <see cref="Classes"/> - 1; empty for 0, 1, 2 ... in turn. Empty for a generator without
    /// labels.</param>
    /// <param name="firstIndex">Where in the sequence to begin: drawing 10 and then 10 from index 10 gives the same as drawing 20.</param>
    /// <param name="codes">The control code of each image, [count, <see cref="CodeLayout.Size"/>]; empty for those of <see cref="CodeSource"/>. Empty for a
    /// generator without codes.</param>
    /// <param name="truncation">Latent values above it are drawn again, see <see cref="LatentSource"/>; infinite for none.</param>
    /// <param name="cancellationToken">Looked at between batches.</param>
    /// <returns>uint8 images [count, H, W, C].</returns>
    /// <exception cref="InvalidInputException">A label is out of range, there are not as many labels or codes as samples, the generator takes none, or it makes
    /// none of this kind.</exception>
    /// <exception cref="ArgumentException">A code is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, <paramref name="firstIndex"/> negative, or
    /// <paramref name="truncation"/> too small.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public ImageBatch Sample(
        int count,
        long seed,
        ReadOnlySpan<long> labels = default,
        long firstIndex = 0,
        ReadOnlySpan<float> codes = default,
        double truncation = double.PositiveInfinity,
        CancellationToken cancellationToken = default)
    {
        RequireKind(images: true);
        var input = Draw(count, Latents(seed, truncation), labels, firstIndex, codes);
        var batch = new ImageBatch(count, Height, Width, Channels);
        Run(input, batch.Pixels, static lane => lane.Pixels, cancellationToken);
        return batch;
    }

    /// <summary>Draws images as the network gives them, before they become pixels.</summary>
    /// <returns>float32 [count, C, H, W], <see cref="ModelInfo.ValueMin"/> to <see cref="ModelInfo.ValueMax"/>.</returns>
    /// <inheritdoc cref="Sample(int, long, ReadOnlySpan{long}, long, ReadOnlySpan{float}, double, CancellationToken)"/>
    public float[] SampleImages(
        int count,
        long seed,
        ReadOnlySpan<long> labels = default,
        long firstIndex = 0,
        ReadOnlySpan<float> codes = default,
        double truncation = double.PositiveInfinity,
        CancellationToken cancellationToken = default)
    {
        RequireKind(images: true);
        return DrawSamples(Draw(count, Latents(seed, truncation), labels, firstIndex, codes), cancellationToken);
    }

    /// <summary>Draws vectors.</summary>
    /// <returns>float32 [count, <see cref="VectorSize"/>], row-major.</returns>
    /// <inheritdoc cref="Sample(int, long, ReadOnlySpan{long}, long, ReadOnlySpan{float}, double, CancellationToken)"/>
    public float[] SampleVectors(
        int count,
        long seed,
        ReadOnlySpan<long> labels = default,
        long firstIndex = 0,
        ReadOnlySpan<float> codes = default,
        double truncation = double.PositiveInfinity,
        CancellationToken cancellationToken = default)
    {
        RequireKind(images: false);
        return DrawSamples(Draw(count, Latents(seed, truncation), labels, firstIndex, codes), cancellationToken);
    }

    /// <summary>Turns latents into images.</summary>
    /// <param name="latents">At least one, of <see cref="LatentSize"/>.</param>
    /// <param name="labels">The class of each image, [N]; empty for 0, 1, 2 ... in turn. Empty for a generator without labels.</param>
    /// <param name="codes">
    /// The control code of each image, [N, <see cref="CodeLayout.Size"/>]; empty for the categories in turn with numbers of 0. Empty for a generator without
    /// codes.
    /// </param>
    /// <param name="cancellationToken">Looked at between batches.</param>
    /// <returns>uint8 images [N, H, W, C].</returns>
    /// <exception cref="InvalidInputException">A label is out of range, there are not as many labels or codes as samples, the generator takes none, or it makes
    /// none of this kind.</exception>
    /// <exception cref="ArgumentException">The latents are none or of another size, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public ImageBatch Sample(
        LatentBatch latents, ReadOnlySpan<long> labels = default, ReadOnlySpan<float> codes = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(latents);
        RequireKind(images: true);
        if (latents.LatentSize != LatentSize)
        {
            throw new ArgumentException($"Sampling from {Info.Name}: latents of {latents.LatentSize} values, needed {LatentSize}.", nameof(latents));
        }

        var input = new SamplingInput(contract, latents.Values, labels, codes);
        var batch = new ImageBatch(latents.Count, Height, Width, Channels);
        Run(input, batch.Pixels, static lane => lane.Pixels, cancellationToken);
        return batch;
    }

    /// <inheritdoc cref="Sample(ReadOnlySpan{float}, ReadOnlySpan{long}, ReadOnlySpan{float}, Span{byte})"/>
    public void Sample(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, Span<byte> pixels) => Sample(latents, labels, codes: [], pixels);

    /// <summary>Turns latents into pixels in the caller's memory. On the CPU, calls of a size seen before allocate nothing on the managed heap.</summary>
    /// <param name="latents">float32 [N, latent], row-major; see <see cref="LatentSource"/>.</param>
    /// <param name="labels">The class of each image, [N]; empty for 0, 1, 2 ... in turn. Empty for a generator without labels.</param>
    /// <param name="codes">
    /// The control code of each image, [N, <see cref="CodeLayout.Size"/>]; empty for the categories in turn with numbers of 0. Empty for a generator without
    /// codes.
    /// </param>
    /// <param name="pixels">Receives uint8 [N, H, W, C].</param>
    /// <exception cref="InvalidInputException">A label is out of range, there are not as many labels or codes as samples, the generator takes none, or it makes
    /// none of this kind.</exception>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public void Sample(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes, Span<byte> pixels)
    {
        RequireKind(images: true);
        Run(Check(latents, labels, codes, pixels.Length, nameof(pixels)), pixels, static lane => lane.Pixels, CancellationToken.None);
    }

    /// <inheritdoc cref="SampleImages(ReadOnlySpan{float}, ReadOnlySpan{long}, ReadOnlySpan{float}, Span{float})"/>
    public void SampleImages(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, Span<float> images) => SampleImages(latents, labels, codes: [], images);

    /// <summary>
    /// Turns latents into images as the network gives them, in the caller's memory. On the CPU, calls of a size seen before allocate nothing on the managed
    /// heap.
    /// </summary>
    /// <param name="latents">float32 [N, latent], row-major; see <see cref="LatentSource"/>.</param>
    /// <param name="labels">The class of each image, [N]; empty for 0, 1, 2 ... in turn. Empty for a generator without labels.</param>
    /// <param name="codes">The control code of each image, as for pixels.</param>
    /// <param name="images">Receives float32 [N, C, H, W].</param>
    /// <inheritdoc cref="Sample(ReadOnlySpan{float}, ReadOnlySpan{long}, ReadOnlySpan{float}, Span{byte})"/>
    public void SampleImages(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes, Span<float> images)
    {
        RequireKind(images: true);
        Run(Check(latents, labels, codes, images.Length, nameof(images)), images, static lane => lane.Samples, CancellationToken.None);
    }

    /// <summary>Turns latents into vectors in the caller's memory. On the CPU, calls of a size seen before allocate nothing on the managed heap.</summary>
    /// <param name="latents">float32 [N, latent], row-major; see <see cref="LatentSource"/>.</param>
    /// <param name="labels">The class of each vector, [N]; empty for 0, 1, 2 ... in turn. Empty for a generator without labels.</param>
    /// <param name="codes">The control code of each vector, as for pixels.</param>
    /// <param name="vectors">Receives float32 [N, <see cref="VectorSize"/>].</param>
    /// <inheritdoc cref="Sample(ReadOnlySpan{float}, ReadOnlySpan{long}, ReadOnlySpan{float}, Span{byte})"/>
    public void SampleVectors(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes, Span<float> vectors)
    {
        RequireKind(images: false);
        Run(Check(latents, labels, codes, vectors.Length, nameof(vectors)), vectors, static lane => lane.Samples, CancellationToken.None);
    }

    private void RequireKind(bool images)
    {
        if (images != contract.MakesImages)
        {
            throw new InvalidInputException(images
                ? $"Drawing images with {Info.Name}: found a generator of vectors of {VectorSize} numbers, needed one of images. "
                    + "Draw vectors (gans sample, or SampleVectors)."
                : $"Drawing vectors with {Info.Name}: found a generator of images, needed one of vectors. Draw images (Sample).");
        }
    }

    private float[] DrawSamples(SamplingInput input, CancellationToken cancellationToken)
    {
        var samples = new float[input.Count * contract.SampleSize];
        Run(input, samples.AsSpan(), static lane => lane.Samples, cancellationToken);
        return samples;
    }

    private SamplingInput Draw(int count, LatentSource source, ReadOnlySpan<long> labels, long firstIndex, ReadOnlySpan<float> codes)
    {
        return count <= contract.LargestBatch
            ? new SamplingInput(contract, source, firstIndex, count, labels, codes)
            : throw new InvalidInputException(
                $"Sampling from {Info.Name}: {count} images, needed at most {contract.LargestBatch} of this size at once. Draw them in parts.");
    }

    private SamplingInput Check(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes, int length, string buffer)
    {
        var input = new SamplingInput(contract, latents, labels, codes);
        var needed = (long)input.Count * contract.SampleSize;
        return length == needed ? input : throw new ArgumentException($"Sampling {input.Count} images: a buffer of {length} values, needed {needed}.", buffer);
    }

    private void Run<T>(SamplingInput input, Span<T> destination, Func<SamplingLane, LaneOutput<T>> choose, CancellationToken cancellationToken)
        where T : unmanaged
    {
        var lane = lanes.Rent();
        try
        {
            var count = 0;
            for (var start = 0; start < input.Count; start += count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                count = Math.Min(BatchSize, input.Count - start);
                input.FillLatents(start, lane.Latents(count));
                input.FillLabels(start, lane.Labels(count));
                input.FillCodes(start, lane.Codes(count));
                choose(lane).Run(count).CopyTo(destination[(start * contract.SampleSize)..]);
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException($"Sampling from {Info.Name}: ONNX Runtime failed ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
        finally
        {
            lanes.Return(lane);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();
}
