using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// An exported translator: images in, images out, of any size. Thread-safe: any number of threads may translate with one instance at once.
/// </summary>
/// <remarks>
/// <para>Images go through the network one at a time, so that an image becomes the same whether it comes alone, among others or beside others, to the last
/// bit.</para>
/// <para>A larger image is cut into overlapping tiles of the network's size, whose results are blended (<see cref="TranslationFit.Tiles"/>). Networks that
/// normalise by the image at hand then normalise by each tile: colours may drift from tile to tile, evenly over the overlap.</para>
/// <para>Where the file keeps its dropout alive (<see cref="HasNoise"/>), a noise seed and an image's place in its batch name its noise for ever, the same for
/// all of its tiles.</para>
/// <para>Disposing while calls are under way lets these finish; later ones throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// using var translator = Translator.Load("generator.onnx");
/// Image map = translator.Translate(ImageCodec.Load("satellite.jpg"));
/// ImageCodec.Save(map, "map.png");
/// </code>
/// </example>
public sealed class Translator : IDisposable
{
    private readonly TranslatorContract contract;
    private readonly TranslatorOptions options;
    private readonly SessionLanes<TranslationLane> lanes;

    private Translator(ModelInfo info, TranslatorOptions options, Func<SessionSettings, InferenceSession> open)
    {
        options.Validate();
        (Info, this.options) = (info, options);
        contract = new TranslatorContract(info);
        Device = OnnxSessions.Resolve(options.Device);
        var session = open(new() { Device = Device, Threads = options.Threads });
        lanes = new(session, () => new TranslationLane(session, contract, onDevice: Device.IsCuda), typeof(Translator));
    }

    /// <summary>What the file says of itself.</summary>
    public ModelInfo Info { get; }

    /// <summary>Where it runs: <see cref="Device.Cpu"/> or a CUDA device.</summary>
    public Device Device { get; }

    /// <summary>Pixels of the network's images from top to bottom.</summary>
    public int Height => contract.Height;

    /// <summary>Pixels of the network's images from left to right.</summary>
    public int Width => contract.Width;

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels => contract.Channels;

    /// <summary>Whether its dropout is alive, so that another noise seed gives another image.</summary>
    public bool HasNoise => contract.Masks.Count > 0;

    /// <summary>Opens an exported translator.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, what is done with other sizes; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The file cannot be read, is no translator that Gans exported, or an option cannot be had here.</exception>
    public static Translator Load(string path, TranslatorOptions? options = null) =>
        new(ModelInfo.Read(path), options ?? new(), settings => OnnxSessions.Open(path, settings));

    /// <summary>Opens a translator from the bytes of its file, such as an embedded resource.</summary>
    /// <param name="model">The whole file; not kept.</param>
    /// <param name="options">Device, threads, what is done with other sizes; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">The bytes are no translator that Gans exported, or an option cannot be had here.</exception>
    public static Translator Load(byte[] model, TranslatorOptions? options = null, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(ModelInfo.Read(new MemoryStream(model, writable: false), name), options ?? new(), settings => OnnxSessions.Open(model, settings, name));
    }

    /// <summary>Opens a translator from a stream, read from where it stands to its end and left open.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="options">Device, threads, what is done with other sizes; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">The bytes are no translator that Gans exported, or an option cannot be had here.</exception>
    public static Translator Load(Stream stream, TranslatorOptions? options = null, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Load(copy.ToArray(), options, name);
    }

    /// <summary>Translates an image.</summary>
    /// <param name="source">uint8 [H, W, C], of the network's channels.</param>
    /// <param name="noiseSeed">Names the noise, where there is any.</param>
    /// <param name="cancellationToken">Stops between two tiles, or between two of the network's operators.</param>
    /// <returns>uint8 [H, W, C], of the source's size, or of the network's where <see cref="TranslatorOptions.Fit"/> says so.</returns>
    /// <exception cref="InvalidInputException">The image is grey and the network takes colours, or the other way round; or the file cannot be run.</exception>
    /// <exception cref="ObjectDisposedException">The translator is disposed.</exception>
    public Image Translate(Image source, long noiseSeed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireChannels(source.Channels);
        var fitted = options.Fit == TranslationFit.Resize && (source.Height != Height || source.Width != Width)
            ? source.Resize(Height, Width, options.Filter)
            : source;
        var result = new Image(fitted.Height, fitted.Width, fitted.Channels);
        using var lane = new Rented(lanes);
        lane.Value.FillNoise(noiseSeed, index: 0);
        if (fitted.Height <= Height && fitted.Width <= Width)
        {
            TranslateWhole(lane.Value, fitted, result, cancellationToken);
        }
        else
        {
            TranslateTiles(lane.Value, fitted, result, cancellationToken);
        }

        return result;
    }

    /// <summary>Translates images of the network's size.</summary>
    /// <param name="sources">uint8 [N, H, W, C].</param>
    /// <param name="noiseSeed">Names the noise of all of them, where there is any; each has its own.</param>
    /// <param name="cancellationToken">Stops between two of the network's operators.</param>
    /// <returns>uint8 [N, H, W, C].</returns>
    /// <exception cref="InvalidInputException">They are of another size, or of other channels; or the file cannot be run.</exception>
    /// <exception cref="ObjectDisposedException">The translator is disposed.</exception>
    public ImageBatch Translate(ImageBatch sources, long noiseSeed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        RequireChannels(sources.Channels);
        if (sources.Height != Height || sources.Width != Width)
        {
            throw new InvalidInputException(
                $"Translating with {Info.Name}: found images of {sources.Height}x{sources.Width}, needed {Height}x{Width} in a batch. "
                + "Translate images of other sizes one by one.");
        }

        var results = new ImageBatch(sources.Count, Height, Width, Channels);
        using var lane = new Rented(lanes);
        for (var i = 0; i < sources.Count; i++)
        {
            lane.Value.FillNoise(noiseSeed, i);
            lane.Value.FillSource(sources[i], Height, Width, top: 0, left: 0);
            lane.Value.RunPixels(cancellationToken).CopyTo(results[i]);
        }

        return results;
    }

    /// <summary>Translates picture files one after the other, as they are asked for; the next one is decoded meanwhile.</summary>
    /// <param name="paths">JPEG, PNG or WebP files.</param>
    /// <param name="noiseSeed">Names the noise, where there is any; the same for each file.</param>
    /// <param name="prepare">What is done with each image before, such as cutting a half out; null for nothing.</param>
    /// <param name="cancellationToken">Stops between two files, tiles or operators.</param>
    /// <returns>One answer a file, in their order. A file that cannot be used has its reason in place of images, and the others come all the same.</returns>
    /// <exception cref="InvalidInputException">The model's file cannot be run.</exception>
    /// <exception cref="ObjectDisposedException">The translator is disposed.</exception>
    public IEnumerable<TranslatedFile> TranslateFiles(
        IEnumerable<string> paths, long noiseSeed = 0, Func<Image, Image>? prepare = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Run();

        IEnumerable<TranslatedFile> Run()
        {
            using var files = paths.GetEnumerator();
            var next = Begin(files);
            while (next is not null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var present = next.GetAwaiter().GetResult();
                next = Begin(files);
                yield return present.Source is { } source ? present with { Result = Translate(source, noiseSeed, cancellationToken) } : present;
            }
        }

        Task<TranslatedFile>? Begin(IEnumerator<string> files)
        {
            if (!files.MoveNext())
            {
                return null;
            }

            var path = files.Current;
            return Task.Run(() => Read(path, prepare), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    private TranslatedFile Read(string path, Func<Image, Image>? prepare)
    {
        try
        {
            var image = ImageCodec.Load(path);
            var source = prepare is null ? image : prepare(image);
            RequireChannels(source.Channels);
            return new TranslatedFile(path) { Source = source };
        }
        catch (InvalidInputException e)
        {
            return new TranslatedFile(path) { Problem = e.Problem };
        }
    }

    private void TranslateWhole(TranslationLane lane, Image source, Image result, CancellationToken cancellation)
    {
        lane.FillSource(source.Pixels, source.Height, source.Width, top: 0, left: 0);
        var pixels = lane.RunPixels(cancellation);
        for (var y = 0; y < result.Height; y++)
        {
            pixels.Slice(y * Width * Channels, result.Width * Channels).CopyTo(result.Row(y));
        }
    }

    private void TranslateTiles(TranslationLane lane, Image source, Image result, CancellationToken cancellation)
    {
        // An image that is smaller along one axis is continued along it, and cut back.
        var whole = result.Height >= Height && result.Width >= Width
            ? result
            : new Image(Math.Max(result.Height, Height), Math.Max(result.Width, Width), Channels);
        var rows = new TileAxis(whole.Height, Height, (int)(options.Overlap * Height));
        var columns = new TileAxis(whole.Width, Width, (int)(options.Overlap * Width));
        var blend = new TileBlend(whole, rows, columns, contract.Range);
        for (var row = 0; row < rows.Starts.Count; row++)
        {
            for (var column = 0; column < columns.Starts.Count; column++)
            {
                lane.FillSource(source.Pixels, source.Height, source.Width, rows.Starts[row], columns.Starts[column]);
                blend.Add(row, column, lane.RunValues(cancellation));
            }

            blend.EndRow(row);
        }

        if (whole != result)
        {
            whole.Crop(0, 0, result.Height, result.Width).Pixels.CopyTo(result.Pixels);
        }
    }

    private void RequireChannels(int channels)
    {
        if (channels != Channels)
        {
            throw new InvalidInputException(Channels == 3
                ? $"Translating with {Info.Name}: found a grey image, needed RGB. Convert it, or take it as colour (ToRgb, --grey-as-colour)."
                : $"Translating with {Info.Name}: found an RGB image, needed a grey one. Convert it (ToGrey).");
        }
    }

    /// <summary>A lane that goes back at the end.</summary>
    private readonly struct Rented(SessionLanes<TranslationLane> lanes) : IDisposable
    {
        internal TranslationLane Value { get; } = lanes.Rent();

        public void Dispose() => lanes.Return(Value);
    }
}
