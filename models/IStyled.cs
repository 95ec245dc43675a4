using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>A generator of two halves: one maps latents to a style for each layer, the other makes images of styles.</summary>
/// <remarks>Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948).</remarks>
public interface IStyled
{
    /// <summary>The first layers, whose styles can be moved towards their average: those up to 32x32. Appendix B of the paper.</summary>
    const int TruncatedLayers = 8;

    /// <summary>The mapping network, for counts.</summary>
    nn.Module Mapping { get; }

    /// <summary>Length of a style vector w.</summary>
    int StyleSize { get; }

    /// <summary>Layers in use, two for each level.</summary>
    int StyleLayers { get; }

    /// <summary>Whether its layers have noise.</summary>
    bool HasNoise { get; }

    /// <summary>Latents to the styles of all layers in use.</summary>
    /// <param name="input">Latents, with those to mix in and psi where there are such.</param>
    /// <returns>[N, layers, style size].</returns>
    Tensor Map(GeneratorInput input);

    /// <summary>Styles to images.</summary>
    /// <param name="styles">[N, layers, style size].</param>
    /// <param name="noise">What the noise of each layer is multiplied by, [layers]; null for 1.</param>
    /// <returns>[N, C, S, S].</returns>
    Tensor Synthesize(Tensor styles, Tensor? noise);
}
