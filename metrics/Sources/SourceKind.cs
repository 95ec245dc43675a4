namespace Gans.Inference.Metrics;

/// <summary>What kind of images a path names.</summary>
public enum SourceKind
{
    /// <summary>A dataset pack.</summary>
    Pack,

    /// <summary>A folder of image files.</summary>
    Folder,

    /// <summary>A ZIP archive of image files.</summary>
    Archive,

    /// <summary>Pixels of images of one size, in an <c>.npy</c> or an <c>.npz</c>.</summary>
    Array,

    /// <summary>An exported generator.</summary>
    Generator,

    /// <summary>Mean and covariance in an <c>.npz</c>.</summary>
    Statistics,
}
