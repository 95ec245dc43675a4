using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference.Metrics;

/// <summary>An exported network that turns images into features, and into logits of classes, to compare sets of images by. Thread-safe.</summary>
/// <remarks>
/// Images reach the network's size and range here, outside its graph, by one of the rules of <see cref="ResizeRule"/>; grey and colour are turned into each
/// other as <see cref="Image.ToRgb"/> and <see cref="Image.ToGrey"/> do. Networks run in float, so a batch of another size may round a feature differently in
/// its last bits.
/// </remarks>
/// <example>
/// <code>
/// using var extractor = FeatureExtractor.Load("inception-v3.onnx");
/// var features = new float[images.Count * extractor.Features];
/// extractor.Extract(images, features, logits: []);
/// </code>
/// </example>
public sealed class FeatureExtractor : IDisposable
{
    private const int LargestDefaultBatch = 32;
    // 4 MiB of float images a lane, 3 of Inception's: its own buffers are many times that, and more images are no faster
    private const int DefaultBatchValues = 1 << 20;
    private const int MostLanes = 8;

    private readonly ExtractorContract contract;
    private readonly ImagePreparation preparation;
    private readonly Lazy<SessionLanes<ExtractorLane>> lanes;

    private FeatureExtractor(ModelInfo info, FeatureExtractorOptions options, Func<SessionSettings, InferenceSession> open)
    {
        options.Validate();
        Info = info;
        contract = new ExtractorContract(info);
        preparation = new ImagePreparation(contract, options.Resize ?? contract.Resize);
        Identity = new ExtractorIdentity(contract.Recipe, contract.WeightsSha256, preparation.Rule);
        Device = OnnxSessions.Resolve(options.Device);
        BatchSize = Math.Min(options.BatchSize ?? Math.Clamp(DefaultBatchValues / contract.ImageSize, 1, LargestDefaultBatch), contract.LargestBatch);
        var threads = options.Threads ?? Environment.ProcessorCount;
        Lanes = Device.IsCuda ? 2 : Math.Min(threads, MostLanes);
        lanes = new(() =>
        {
            var session = open(new() { Device = Device, Threads = Math.Max(1, threads / Lanes) });
            return new(session, () => new ExtractorLane(session, contract, BatchSize, onDevice: Device.IsCuda), typeof(FeatureExtractor));
        });
    }

    /// <summary>What the file says of itself.</summary>
    public ModelInfo Info { get; }

    /// <summary>Name, weights and resize rule: what scores carry.</summary>
    public ExtractorIdentity Identity { get; }

    /// <summary>Where it runs: <see cref="Device.Cpu"/> or a CUDA device.</summary>
    public Device Device { get; }

    /// <summary>Most images that go through the network at once.</summary>
    public int BatchSize { get; }

    /// <summary>Batches that are best worked on at a time, each from a thread of its own.</summary>
    public int Lanes { get; }

    /// <summary>Values in one feature vector.</summary>
    public int Features => contract.Features;

    /// <summary>Number of classes; 0 where the file does not say or has no logits.</summary>
    public int Classes => contract.Classes;

    /// <summary>Opens an exported extractor.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Resize rule, device, threads, batch size; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The file cannot be read, is no extractor that Gans exported, or an option cannot be had here.</exception>
    public static FeatureExtractor Load(string path, FeatureExtractorOptions? options = null)
    {
        var extractor = LoadWhenUsed(path, options);
        _ = extractor.lanes.Value;
        return extractor;
    }

    /// <summary>The same, but that its weights are read only when the first image comes: where features are known already, none does.</summary>
    /// <inheritdoc cref="Load"/>
    internal static FeatureExtractor LoadWhenUsed(string path, FeatureExtractorOptions? options = null) =>
        new(ModelInfo.Read(path), options ?? new(), settings => OnnxSessions.Open(path, settings));

    /// <summary>Computes features, and logits where asked for, of images of one size.</summary>
    /// <param name="images">Any number of images, of any size.</param>
    /// <param name="features">Receives float32 [N, <see cref="Features"/>].</param>
    /// <param name="logits">Receives float32 [N, <see cref="Classes"/>], before any softmax; empty to leave them out.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <exception cref="InvalidInputException">The file cannot be run.</exception>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The extractor is disposed.</exception>
    public void Extract(ImageBatch images, Span<float> features, Span<float> logits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        Image[] each = [.. Enumerable.Range(0, images.Count).Select(i => new Image(images.Height, images.Width, images.Channels, [.. images[i]]))];
        Extract(each, features, logits, cancellationToken);
    }

    /// <summary>Computes features, and logits where asked for, of images that may differ in size.</summary>
    /// <inheritdoc cref="Extract(ImageBatch, Span{float}, Span{float}, CancellationToken)"/>
    public void Extract(IReadOnlyList<Image> images, Span<float> features, Span<float> logits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        Require(logits.Length, logits.IsEmpty ? 0 : images.Count * Classes, nameof(logits));
        Extract(images.Count, (i, planes) => preparation.Prepare(images[i], planes), features, logits, cancellationToken);
    }

    /// <summary>Computes features of images that a network made, before they are rounded to bytes: for measures that compare images nearly alike.</summary>
    /// <param name="values">float32 [N, C, H, W] of the generator's range.</param>
    /// <param name="card">Sizes, channels and range of its images.</param>
    /// <param name="features">Receives float32 [N, <see cref="Features"/>].</param>
    /// <param name="cancellation">Stops between two of the network's operators.</param>
    internal void Extract(float[] values, ModelCard card, Span<float> features, CancellationToken cancellation)
    {
        var (height, width, channels) = (card.ImageHeight!.Value, card.ImageWidth!.Value, card.ImageChannels!.Value);
        var size = height * width * channels;
        var (min, scale) = ((float)card.ValueMin!.Value, (float)(byte.MaxValue / (card.ValueMax!.Value - card.ValueMin.Value)));
        var pixels = new float[height * width * contract.Channels];
        Extract(values.Length / size, Prepare, features, logits: [], cancellation);

        void Prepare(int index, Span<float> planes)
        {
            Interleave(values.AsSpan(index * size, size), channels, min, scale, pixels);
            preparation.Prepare(pixels, height, width, planes);
        }
    }

    /// <summary>Writes one image as the network takes it.</summary>
    private delegate void PrepareImage(int index, Span<float> planes);

    private void Extract(int images, PrepareImage prepare, Span<float> features, Span<float> logits, CancellationToken cancellation)
    {
        Require(features.Length, images * Features, nameof(features));
        var lane = lanes.Value.Rent();
        try
        {
            var count = 0;
            for (var start = 0; start < images; start += count)
            {
                count = Math.Min(BatchSize, images - start);
                var input = lane.Images(count);
                for (var i = 0; i < count; i++)
                {
                    prepare(start + i, input.Slice(i * contract.ImageSize, contract.ImageSize));
                }

                lane.Run(count, cancellation);
                lane.Features(count).CopyTo(features[(start * Features)..]);
                if (!logits.IsEmpty)
                {
                    lane.Logits(count).CopyTo(logits[(start * Classes)..]);
                }
            }
        }
        finally
        {
            lanes.Value.Return(lane);
        }
    }

    /// <summary>
    /// [C, H, W] of the generator's range to [H, W, C'] of 0..255: grey in all channels, or colours weighed as <see cref="Image.ToGrey"/> does.
    /// </summary>
    private void Interleave(ReadOnlySpan<float> planes, int channels, float min, float scale, Span<float> pixels)
    {
        ReadOnlySpan<float> shares = (channels, contract.Channels) == (3, 1) ? [0.299f, 0.587f, 0.114f] : [1];
        var plane = planes.Length / channels;
        for (var i = 0; i < plane; i++)
        {
            for (var c = 0; c < contract.Channels; c++)
            {
                var value = 0f;
                for (var k = 0; k < shares.Length; k++)
                {
                    value += shares[k] * planes[(Math.Min(c + k, channels - 1) * plane) + i];
                }

                pixels[(i * contract.Channels) + c] = Math.Clamp((value - min) * scale, 0, byte.MaxValue);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (lanes.IsValueCreated)
        {
            lanes.Value.Dispose();
        }
    }

    private static void Require(int found, int needed, string buffer)
    {
        if (found != needed)
        {
            throw new ArgumentException($"Extracting features: a buffer of {found} values, needed {needed}.", buffer);
        }
    }
}
