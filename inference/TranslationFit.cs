namespace Gans.Inference;

/// <summary>What is done with images of other sizes than a translator's own.</summary>
public enum TranslationFit
{
    /// <summary>
    /// Larger ones are translated in tiles of the network's size, which overlap and are blended; smaller ones are continued beyond their edges. The result has
    /// the image's size.
    /// </summary>
    Tiles,

    /// <summary>They are resized to the network's size, which the result has, as the sources do.</summary>
    Resize,
}
