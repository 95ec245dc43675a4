namespace Gans.Inference.Metrics;

/// <summary>What kind of images a path names.</summary>
public enum SourceKind
{
    /// <summary>A dataset pack.</summary>
    Pack,

    /// <summary>A folder of image files.</summary>
    Folder,

    /// <summary>An exported generator.</summary>
    Generator,

    /// <summary>Mean and covariance in an <c>.npz</c>.</summary>
    Statistics,
}
