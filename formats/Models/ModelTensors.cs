namespace Gans.Formats;

/// <summary>What model files call their inputs and outputs. N is the batch.</summary>
public static class ModelTensors
{
    /// <summary>Latents in, float32 [N, latent].</summary>
    public const string Latents = "z";

    /// <summary>Classes in, int64 [N].</summary>
    public const string Labels = "labels";

    /// <summary>Control codes, float32 [N, code]: into a generator, out of a discriminator that finds them.</summary>
    public const string Codes = "codes";

    /// <summary>Styles, one a layer, out of a mapping and into a synthesis network, float32 [N, layers, W].</summary>
    public const string Styles = "w";

    /// <summary>Truncation of styles towards their average, in, float32 []: 1, which it is where it is not given, for none, 0 for the average itself.</summary>
    public const string Psi = "psi";

    /// <summary>Strength of each layer's noise, in, float32 [layers]: 1, which it is where it is not given, for as trained, 0 for none.</summary>
    public const string Noise = "noise";

    /// <summary>Images in the network's range, in or out, float32 [N, C, H, W].</summary>
    public const string Images = "images";

    /// <summary>Images to translate in the network's range, in, float32 [N, C, H, W].</summary>
    public const string Source = "source";

    /// <summary>What the names of a translator's masks of dropout begin with, in, float32 [N, C, h, w], each value 0 or 2.</summary>
    public const string MaskPrefix = "mask_";

    /// <summary>Images as bytes, ready to encode, out, uint8 [N, H, W, C].</summary>
    public const string Pixels = "pixels";

    /// <summary>Vectors in place of images, in or out, float32 [N, D].</summary>
    public const string Vectors = "vectors";

    /// <summary>Features out, float32 [N, D].</summary>
    public const string Features = "features";

    /// <summary>Logits of classes out, float32 [N, K].</summary>
    public const string Logits = "logits";

    /// <summary>How real a discriminator finds its input, out, float32 [N, 1].</summary>
    public const string Scores = "scores";

    /// <summary>Offsets of boxes of faces out, float32 [N, 4, ...].</summary>
    public const string Boxes = "boxes";

    /// <summary>Landmarks of faces out, float32 [N, 10].</summary>
    public const string Landmarks = "landmarks";
}
