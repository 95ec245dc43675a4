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
/// <see cref="ModelCard.ValueMin"/> and <see cref="ModelCard.ValueMax"/>.</para>
/// <para>A generator of vectors (<see cref="VectorSize"/> above 0) answers <see cref="SampleValues(SampleRequest, CancellationToken)"/>; to <c>Sample</c>,
/// which makes pixels, it throws <see cref="InvalidInputException"/>.</para>
/// <para>Disposing while calls are under way lets these finish; later ones throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// using var generator = Generator.Load("generator.onnx");
/// ImageBatch images = generator.Sample(count: 16, seed: 42);
/// images.SaveGrid("samples.png");
/// </code>
/// </example>
public sealed class Generator : IGenerator, IDisposable
{
    private const int LargestDefaultBatch = 32;
    private const int DefaultBatchValues = 1 << 22;   // 16 MiB of float images

    private readonly GeneratorContract contract;
    private readonly SessionLanes<SamplingLane> lanes;

    /// <param name="info">The file.</param>
    /// <param name="kind">What it must be: a generator, or a half of one, whose latents or samples are styles then.</param>
    /// <param name="options">Device, threads, batch size.</param>
    /// <param name="open">Opens the session.</param>
    private Generator(ModelInfo info, ModelKind kind, GeneratorOptions options, Func<SessionSettings, InferenceSession> open)
    {
        options.Validate();
        Info = info;
        contract = new GeneratorContract(info, kind);
        Device = OnnxSessions.Resolve(options.Device);
        BatchSize = Math.Min(options.BatchSize ?? Math.Clamp(DefaultBatchValues / contract.SampleSize, 1, LargestDefaultBatch), contract.LargestBatch);
        var session = open(new() { Device = Device, Threads = options.Threads });
        lanes = new(session, () => new SamplingLane(session, contract, BatchSize, onDevice: Device.IsCuda), typeof(Generator));
    }

    /// <summary>What the file says of itself.</summary>
    public ModelInfo Info { get; }

    /// <summary>What Gans wrote into the file.</summary>
    public ModelCard Card => Info.Card;

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

    /// <summary>The styles of its layers; of size 0 for a generator without styles.</summary>
    public StyleLayout Styles => contract.Styles;

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
    public static Generator Load(string path, GeneratorOptions? options = null) => Load(path, ModelKind.Generator, options ?? new());

    /// <summary>Opens a generator, or a half of one.</summary>
    internal static Generator Load(string path, ModelKind kind, GeneratorOptions options) =>
        new(ModelInfo.Read(path), kind, options, settings => OnnxSessions.Open(path, settings));

    /// <summary>Opens a generator from the bytes of its file, such as an embedded resource.</summary>
    /// <param name="model">The whole file; not kept.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">The bytes are no generator that Gans exported, or an option cannot be had here.</exception>
    public static Generator Load(byte[] model, GeneratorOptions? options = null, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(model);
        var info = ModelInfo.Read(new MemoryStream(model, writable: false), name);
        return new(info, ModelKind.Generator, options ?? new(), settings => OnnxSessions.Open(model, settings, name));
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
    /// <param name="truncation">Values above it are drawn again, see <see cref="LatentSource"/>; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="truncation"/> is below <see cref="LatentSource.LeastTruncation"/>.</exception>
    public LatentSource Latents(long seed, double? truncation = null) => contract.Latents(seed, truncation);

    /// <summary>Draws images of a seed, of all classes in turn where it knows any.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Names the sequence of latents, and of codes.</param>
    /// <returns>uint8 images [count, H, W, C].</returns>
    /// <inheritdoc cref="Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public ImageBatch Sample(int count, long seed) => Sample(new SampleRequest(count, seed));

    /// <summary>Draws images.</summary>
    /// <param name="request">How many, of what.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>uint8 images [N, H, W, C].</returns>
    /// <exception cref="InvalidInputException">A label is out of range, there are not as many labels or codes as samples, the generator takes none or makes
    /// vectors, or its file gives values that are no numbers or cannot be run.</exception>
    /// <exception cref="ArgumentException">The latents are of another size, the buffer has the wrong length, or a latent or code is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The truncation is too small.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public ImageBatch Sample(SampleRequest request, CancellationToken cancellationToken = default)
    {
        RequireImages();
        var input = Check(request);
        var batch = new ImageBatch(input.Count, Height, Width, Channels);
        RunPixels(input, batch.Pixels, cancellationToken);
        return batch;
    }

    /// <summary>
    /// Draws images into the caller's memory. On the CPU, calls of given latents and of a size seen before allocate nothing on the managed heap.
    /// </summary>
    /// <param name="request">How many, of what.</param>
    /// <param name="pixels">Receives uint8 [N, H, W, C].</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <inheritdoc cref="Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public void Sample(SampleRequest request, Span<byte> pixels, CancellationToken cancellationToken = default)
    {
        RequireImages();
        RunPixels(Check(request, pixels.Length, nameof(pixels)), pixels, cancellationToken);
    }

    /// <summary>Draws images as the network gives them, before they become pixels; or vectors, where it makes these.</summary>
    /// <param name="request">How many, of what.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>
    /// float32 images [N, C, H, W], <see cref="ModelCard.ValueMin"/> to <see cref="ModelCard.ValueMax"/>, or vectors [N, <see cref="VectorSize"/>].
    /// </returns>
    /// <inheritdoc cref="Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public float[] SampleValues(SampleRequest request, CancellationToken cancellationToken = default)
    {
        var input = Check(request);
        var values = new float[input.Count * contract.SampleSize];
        RunValues(input, values, cancellationToken);
        return values;
    }

    /// <summary>
    /// Draws images as the network gives them, or vectors, into the caller's memory. On the CPU, calls of given latents and of a size seen before allocate
    /// nothing on the managed heap.
    /// </summary>
    /// <param name="request">How many, of what.</param>
    /// <param name="values">Receives float32 [N, C, H, W] or [N, <see cref="VectorSize"/>].</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <inheritdoc cref="Sample(SampleRequest, CancellationToken)" path="/exception"/>
    public void SampleValues(SampleRequest request, Span<float> values, CancellationToken cancellationToken = default) =>
        RunValues(Check(request, values.Length, nameof(values)), values, cancellationToken);

    private void RequireImages()
    {
        if (!contract.MakesImages)
        {
            throw new InvalidInputException(
                $"Drawing images with {Info.Name}: found a generator of vectors of {VectorSize} numbers, needed one of images. "
                + "Draw vectors (gans sample, or SampleValues).");
        }
    }

    private SamplingInput Check(SampleRequest request) => request.Count <= contract.LargestBatch
        ? new SamplingInput(contract, request)
        : throw new InvalidInputException(
            $"Sampling from {Info.Name}: {request.Count} samples, needed at most {contract.LargestBatch} of this size at once. Draw them in parts.");

    private SamplingInput Check(SampleRequest request, int length, string buffer)
    {
        var input = Check(request);
        var needed = (long)input.Count * contract.SampleSize;
        return length == needed ? input : throw new ArgumentException($"Sampling {input.Count} samples: a buffer of {length} values, needed {needed}.", buffer);
    }

    private void RunPixels(SamplingInput input, Span<byte> destination, CancellationToken cancellation) =>
        Run(input, destination, static (lane, start, count, token) => lane.RunPixels(start, count, token), cancellation);

    private void RunValues(SamplingInput input, Span<float> destination, CancellationToken cancellation) =>
        Run(input, destination, static (lane, start, count, token) => lane.RunValues(start, count, token), cancellation);

    private void Run<T>(SamplingInput input, Span<T> destination, RunBatch<T> run, CancellationToken cancellation)
    {
        var lane = lanes.Rent();
        try
        {
            var count = 0;
            for (var start = 0; start < input.Count; start += count)
            {
                count = Math.Min(BatchSize, input.Count - start);
                lane.Fill(input, start, count);
                run(lane, start, count, cancellation).CopyTo(destination[(start * contract.SampleSize)..]);
            }
        }
        finally
        {
            lanes.Return(lane);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    /// <summary>One batch of a call.</summary>
    private delegate ReadOnlySpan<T> RunBatch<T>(SamplingLane lane, int start, int count, CancellationToken cancellation);
}
