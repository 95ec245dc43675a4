using Gans.Formats;
using Gans.Preprocessing.Pairs;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Packing;

/// <summary>Brings pictures to one size and colour; cuts pairs apart; adds mirror images.</summary>
internal sealed class PictureTransform : IInputTransform
{
    private readonly PrepareOptions options;
    private readonly bool keepsSize;
    private readonly bool hasHalves;

    /// <summary>The transform for the inputs of a source.</summary>
    /// <param name="source">The inputs; without a size among the options, the first that can be decoded says it.</param>
    /// <param name="options">Size, filter, fit, colour, flip.</param>
    /// <param name="hasPairs">Whether each picture is two, side by side.</param>
    /// <exception cref="InvalidInputException">No size is given, and no input shows one.</exception>
    internal static PictureTransform For(ImageSource source, PrepareOptions options, bool hasPairs = false)
    {
        const int fileChannels = 3;
        var shape = source.PixelShape ?? (options.Size is null ? FirstShape(source, options) : default) with { Channels = fileChannels };
        return new PictureTransform(options, shape, hasPairs);
    }

    /// <summary>Chooses what to do.</summary>
    /// <param name="options">Size, filter, fit, colour, flip.</param>
    /// <param name="own">Shape of the inputs, which the images have unless the options say otherwise.</param>
    /// <param name="hasPairs">Whether each picture is two, side by side.</param>
    /// <exception cref="InvalidInputException">The pictures are to be pairs, but have an odd width.</exception>
    internal PictureTransform(PrepareOptions options, PictureShape own, bool hasPairs)
    {
        this.options = options;
        keepsSize = options.Size is null;
        (hasHalves, HasPairs) = (hasPairs, hasPairs || options.MakePairs is not null);
        Height = options.Size ?? own.Height;
        Width = options.Size ?? (hasPairs ? HalfWidth(own.Width) : own.Width);
        Channels = options.Colour switch { ImageColour.Grey => 1, ImageColour.Rgb => 3, _ => own.Channels };
        Decoding = new DecodeOptions { MaximumPixels = options.MaximumPixels, TargetSize = CanShrinkEarly ? options.Size : null };
    }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public bool HasPairs { get; }

    /// <inheritdoc/>
    public DecodeOptions Decoding { get; }

    /// <inheritdoc/>
    public string Description
    {
        get
        {
            var parts = new List<string>();
            if (hasHalves)
            {
                parts.Add($"halves of each picture, the {(options.SwapPairs ? "right" : "left")} one as the source");
            }

            if (!keepsSize)
            {
                var filter = options.Filter == ResizeFilter.Nearest
                    ? "nearest"
                    : $"{options.Filter.ToString().ToLowerInvariant()}, antialiased{(CanShrinkEarly ? ", large JPEG files decoded smaller" : "")}";
                parts.Add($"{(options.Fit == ImageFit.Crop ? "largest central square, " : "")}resized to {Height} x {Width} ({filter})");
            }

            parts.Add(Channels == 1 ? "grey" : "RGB");
            if (options.MakePairs is { } making)
            {
                parts.Add(PairMaker.Describe(making));
            }

            if (options.Flip)
            {
                parts.Add("each followed by its mirror image");
            }

            return string.Join("; ", parts) + "; values 0 to 255";
        }
    }

    /// <summary>
    /// Whether a large JPEG may be decoded at a part of its size: nearest takes single pixels as they are stored, and halves need an even width.
    /// </summary>
    private bool CanShrinkEarly => options.Filter != ResizeFilter.Nearest && !hasHalves;

    /// <inheritdoc/>
    public IReadOnlyList<PackRow> Apply(Image image)
    {
        var row = hasHalves ? Halves(image) : options.MakePairs is { } making ? Made(image, making) : new PackRow(Fit(image));
        return options.Flip ? [row, new PackRow(Mirror(row.Image), row.Pair is null ? null : Mirror(row.Pair))] : [row];
    }

    /// <summary>The shape of the first picture that is chosen, the same for all shards.</summary>
    private static PictureShape FirstShape(ImageSource source, PrepareOptions options)
    {
        var classes = ClassFilter.For(options, source.ClassNames);
        var chosen = InputSelection.Of(source, classes, options with { Shard = null });
        var candidates = chosen.Indexes.Where(index => classes is null || source.Label(index) >= 0);
        (string Name, string Problem)? first = null, firstPicture = null;   // why not; of those that are called pictures, if there are any
        foreach (var (input, index) in source.Read(candidates).Zip(candidates))
        {
            try
            {
                var image = ImageCodec.Decode(input.Content().Encoded, new DecodeOptions { MaximumPixels = options.MaximumPixels });
                return new PictureShape(image.Height, image.Width, image.Channels);
            }
            catch (InvalidInputException e)   // it will be among the rejected ones
            {
                first ??= (source.Name(index), e.Problem);
                firstPicture ??= PictureFiles.HasEnding(source.Name(index)) ? (source.Name(index), e.Problem) : null;
            }
        }

        throw new InvalidInputException(
            $"Preparing {options.Dataset}: found no picture in the {source.Description}, needed at least one JPEG, PNG or WebP file"
            + ((firstPicture ?? first) is { } why ? $"; {why.Name}: {why.Problem}" : ". Check --in."));
    }

    private PackRow Made(Image image, PairMaking making)
    {
        PairMaker.Require(making, image, Channels);
        var target = Fit(image);
        return new PackRow(PairMaker.SourceOf(making, target), target);
    }

    private PackRow Halves(Image image)
    {
        var half = HalfWidth(image.Width);
        var (left, right) = (Fit(image.Crop(0, 0, image.Height, half)), Fit(image.Crop(0, half, image.Height, half)));
        return options.SwapPairs ? new PackRow(right, left) : new PackRow(left, right);
    }

    private Image Fit(Image image)
    {
        if (options.Fit == ImageFit.Crop && image.Height != image.Width && !keepsSize)
        {
            var side = Math.Min(image.Height, image.Width);
            image = image.Crop((image.Height - side) / 2, (image.Width - side) / 2, side, side);
        }

        if (image.Channels != Channels)
        {
            image = Channels == 1 ? image.ToGrey() : image.ToRgb();
        }

        if (image.Height == Height && image.Width == Width)
        {
            return image;
        }

        return keepsSize
            ? throw new InvalidInputException(
                $"found {image.Height} rows of {image.Width} pixels, needed {Height} of {Width} as the first picture has. "
                + "Pass --size to bring all to one size.")
            : image.Resize(Height, Width, options.Filter);
    }

    /// <summary>Left and right exchanged.</summary>
    internal static Image Mirror(Image image)
    {
        var mirrored = new Image(image.Height, image.Width, image.Channels);
        for (var y = 0; y < image.Height; y++)
        {
            var from = image.Row(y);
            var to = mirrored.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                from.Slice(x * image.Channels, image.Channels).CopyTo(to[((image.Width - 1 - x) * image.Channels)..]);
            }
        }

        return mirrored;
    }

    private static int HalfWidth(int width) => width % 2 == 0
        ? width / 2
        : throw new InvalidInputException($"found a width of {width} pixels, needed an even one: two pictures side by side. Remove it.");
}
