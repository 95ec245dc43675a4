using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Generated images that are kept, to be shown to a discriminator again: it then does not forget what fooled it.</summary>
/// <remarks>
/// Shrivastava et al., Learning from Simulated and Unsupervised Images through Adversarial Training, 2016 (arXiv:1612.07828), section 2.3; chapter 25 of
/// Brownlee. A pool that is not full keeps each image and returns it. A full one returns half of the images as they are, and a kept one in place of the others,
/// which it keeps instead. Draws come from the CPU's generator of libtorch; a checkpoint holds all images.
/// </remarks>
internal sealed class ImagePool
{
    private readonly Tensor images;   // [size, C, H, W]
    private readonly Tensor count;    // Int64, on the CPU

    /// <summary>Creates an empty pool.</summary>
    /// <param name="size">Images that it holds when it is full; 0 for one that returns what it is given.</param>
    /// <param name="sizes">C, H, W.</param>
    /// <param name="device">Where images are.</param>
    internal ImagePool(int size, IReadOnlyList<long> sizes, Device device)
    {
        images = zeros([size, .. sizes], ScalarType.Float32, device).DetachFromDisposeScope();
        count = zeros([], ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>The images, and how many of them there are.</summary>
    /// <param name="name">The pool's name in checkpoints.</param>
    internal IEnumerable<(string Name, Tensor Value)> State(string name) => [($"{name}.images", images), ($"{name}.count", count)];

    /// <summary>Takes new images and returns as many, new ones or old ones.</summary>
    /// <param name="made">[N, C, H, W]; unchanged.</param>
    /// <returns>A batch owned by the current scope.</returns>
    internal Tensor Exchange(Tensor made)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var shown = made.clone();
        for (var i = 0L; images.shape[0] > 0 && i < made.shape[0]; i++)
        {
            Swap(shown.narrow(0, i, 1));
        }

        return shown.MoveToOuterDisposeScope();
    }

    private void Swap(Tensor image)
    {
        using var scope = NewDisposeScope();
        var held = count.item<long>();
        if (held < images.shape[0])
        {
            images.narrow(0, held, 1).copy_(image);
            count.AddInPlace(1);
        }
        else if (rand(1).item<float>() >= 0.5f)
        {
            var place = images.narrow(0, randint(0, held, [1], ScalarType.Int64).item<long>(), 1);
            var old = place.clone();
            place.copy_(image);
            image.copy_(old);
        }
    }
}
