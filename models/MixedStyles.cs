using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Mixing regularization: images whose later layers have the styles of another latent vector, so that no layer relies on its neighbours'.</summary>
/// <remarks>Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), section 3.1.</remarks>
/// <param name="Latent">The other latent vectors, [N, latent size].</param>
/// <param name="From">The first layer of each image that has its styles, Int64 [N]; the number of layers for none.</param>
public sealed record MixedStyles(Tensor Latent, Tensor From);
