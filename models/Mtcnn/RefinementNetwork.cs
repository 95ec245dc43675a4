using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Mtcnn;

/// <summary>R-Net: judges what P-Net proposes, windows [N, 3, 24, 24]. 100,178 parameters.</summary>
/// <remarks>Spec 02, S4.3.</remarks>
public sealed class RefinementNetwork : MtcnnNetwork
{
    private readonly Layer body;
    private readonly Layer face;
    private readonly Layer box;

    /// <summary>Creates the network.</summary>
    public RefinementNetwork()
        : base(24)
    {
        body = AddChild("body", new Sequential                                                                          // [N, 3, 24, 24]
        {
            { "conv1", new ValidConv2d(3, 28, kernel: 3), new PRelu(28), new MaxPool2d(3, 2, roundUp: true) },          // [N, 28, 11, 11]
            { "conv2", new ValidConv2d(28, 48, kernel: 3), new PRelu(48), new MaxPool2d(3, 2) },                        // [N, 48, 4, 4]
            { "conv3", new ValidConv2d(48, 64, kernel: 2), new PRelu(64), new Flatten() },                              // [N, 576]
            { "dense", new Linear(576, 128), new PRelu(128) },                                                          // [N, 128]
        });
        face = AddChild("face", new Linear(128, 2));                                                                    // [N, 2]
        box = AddChild("box", new Linear(128, 4));                                                                      // [N, 4]
    }

    /// <inheritdoc/>
    public override MtcnnOutput Forward(Tensor images, Mode mode)
    {
        using var scope = new TensorScope();
        var features = Run(body, images, mode);
        return new MtcnnOutput(scope.Keep(Run(face, features, mode)), scope.Keep(Run(box, features, mode)));
    }
}
