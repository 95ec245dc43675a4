namespace Gans.Models;

/// <summary>How real images are made as small as a level of networks that grow.</summary>
public enum LevelScaling
{
    /// <summary>Blurred as much as they shrink, then the nearest pixel: what scikit-image 0.15 and later do.</summary>
    AntiAliased,

    /// <summary>The nearest pixel, as scikit-image 0.14 takes it.</summary>
    Nearest,

    /// <summary>The mean of the pixels that one takes the place of.</summary>
    Box,
}
