using Gans.Formats;

namespace Gans.Training;

/// <summary>
/// A generator between two steps of its training, with the weights and statistics that an export would have: averaged ones where the training averages.
/// </summary>
/// <remarks>Only for the thread that it is handed to, and only until that call returns: then the training goes on.</remarks>
public interface IScoredGenerator
{
    /// <summary>Values of a latent.</summary>
    int LatentSize { get; }

    /// <summary>The law of each value.</summary>
    LatentDistribution LatentDistribution { get; }

    /// <summary>Number of classes that it is told; 0 where it takes no labels.</summary>
    int Classes { get; }

    /// <summary>What a control code holds; nothing where it takes none.</summary>
    CodeLayout Codes { get; }

    /// <summary>Makes images in inference mode. It draws no random numbers.</summary>
    /// <param name="latents">[N, <see cref="LatentSize"/>].</param>
    /// <param name="labels">[N], 0 to <see cref="Classes"/> - 1; empty where it takes none.</param>
    /// <param name="codes">[N, size of a code]; empty where it takes none.</param>
    /// <returns>N images as bytes, rounded as the exported file's <c>pixels</c> are.</returns>
    ImageBatch Make(ReadOnlySpan<float> latents, ReadOnlySpan<long> labels, ReadOnlySpan<float> codes);
}
