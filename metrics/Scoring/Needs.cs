namespace Gans.Inference.Metrics;

/// <summary>What a measure needs to be computed.</summary>
[Flags]
public enum Needs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean and covariance of features; a file of them will do.</summary>
    Statistics = 1,

    /// <summary>Each image's features.</summary>
    Features = 2,

    /// <summary>Each image's logits, of an extractor that tells classes.</summary>
    Logits = 4,

    /// <summary>A short vector of each image's pixels.</summary>
    PixelRows = 8,

    /// <summary>Some of the images again.</summary>
    Images = 16,

    /// <summary>Real images to compare with.</summary>
    Real = 32,

    /// <summary>Real images where they are given.</summary>
    RealWhereGiven = 64,

    /// <summary>A folder to put pictures in.</summary>
    Folder = 128,

    /// <summary>A generator that is asked for classes; categories of codes, whose order means nothing, will not do.</summary>
    Classes = 256,
}
