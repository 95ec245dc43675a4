using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Makes images, or vectors of data, out of latent vectors, and of labels and codes where it takes them.</summary>
/// <param name="name">Its kind.</param>
/// <param name="latentSize">Length of a latent vector.</param>
/// <param name="classCount">Number of classes that it can be asked for; 0 where it takes no labels.</param>
/// <param name="codeSize">Length of the control code; 0 where it takes none.</param>
public abstract class Generator(string name, int latentSize, int classCount = 0, int codeSize = 0) : nn.Module<GeneratorInput, Tensor>(name)
{
    /// <summary>Length of a latent vector.</summary>
    public int LatentSize { get; } = latentSize;

    /// <summary>Number of classes that it can be asked for; 0 where it takes no labels.</summary>
    public int ClassCount { get; } = classCount;

    /// <summary>Length of the control code; 0 where it takes none.</summary>
    public int CodeSize { get; } = codeSize;
}
