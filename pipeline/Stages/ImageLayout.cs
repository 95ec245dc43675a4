namespace Gans.Pipeline.Stages;

/// <summary>The order of an image's axes in a foreign network.</summary>
internal enum ImageLayout
{
    /// <summary>Channels, height, width.</summary>
    Nchw,

    /// <summary>Height, width, channels.</summary>
    Nhwc,
}
