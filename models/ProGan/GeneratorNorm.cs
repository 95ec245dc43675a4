namespace Gans.Models.ProGan;

/// <summary>How a generator that grows keeps its features in bounds.</summary>
internal enum GeneratorNorm
{
    /// <summary>By pixel, between convolution and activation.</summary>
    PixelBeforeActivation,

    /// <summary>By pixel, after activations and of the latent too: the paper's.</summary>
    PixelAfterActivation,

    /// <summary>By batch, between convolution and activation.</summary>
    Batch,
}
