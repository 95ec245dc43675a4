namespace Gans.Onnx.Adoption;

/// <summary>What a foreign file does not say of itself, for files of either kind.</summary>
public abstract record AdoptionOptions
{
    /// <summary>What the model is called from then on; null for the file's name without its ending.</summary>
    public string? Name { get; init; }

    /// <summary>The value of images: the only input of an extractor that images fit, or a generator's only output; null where the file has one alone.</summary>
    public string? Images { get; init; }

    /// <summary>Whether images are [N, H, W, C], not [N, C, H, W]; null where the number of channels tells.</summary>
    public bool? ChannelsLast { get; init; }

    /// <summary>Value of black in the images; null where the file tells both.</summary>
    public double? Black { get; init; }

    /// <summary>Value of white in the images; null where the file tells both.</summary>
    public double? White { get; init; }

    /// <summary>What the weights are and where they came from, in one line; null for the file's name and SHA-256.</summary>
    public string? Weights { get; init; }

    /// <summary>Everything here that changes what the model computes, in one line: part of the identity of an extractor.</summary>
    internal abstract string Settings { get; }
}
