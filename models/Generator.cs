using Gans.Torch;

namespace Gans.Models;

/// <summary>Makes images, or vectors of data, out of latent vectors, and of labels and codes where it takes them.</summary>
/// <param name="latentSize">Length of a latent vector.</param>
/// <param name="classCount">Number of classes that it can be asked for; 0 where it takes no labels.</param>
/// <param name="codeSize">Length of the control code; 0 where it takes none.</param>
public abstract class Generator(int latentSize, int classCount = 0, int codeSize = 0) : Module
{
    /// <summary>Length of a latent vector.</summary>
    public int LatentSize { get; } = latentSize;

    /// <summary>Number of classes that it can be asked for; 0 where it takes no labels.</summary>
    public int ClassCount { get; } = classCount;

    /// <summary>Length of the control code; 0 where it takes none.</summary>
    public int CodeSize { get; } = codeSize;

    /// <summary>Makes images.</summary>
    /// <param name="input">Latents, and labels and codes if it takes them.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    /// <returns>[N, C, H, W] in [-1, 1], or vectors [N, D].</returns>
    public abstract Tensor Forward(GeneratorInput input, Mode mode);
}
