using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Mtcnn;

/// <summary>O-Net: judges what R-Net leaves, windows [N, 3, 48, 48], and finds five landmarks in each. 389,040 parameters.</summary>
/// <remarks>Spec 02, S4.3.</remarks>
public sealed class OutputNetwork : MtcnnNetwork
{
    private readonly Layer body;
    private readonly Layer face;
    private readonly Layer box;
    private readonly Layer landmarks;

    /// <summary>Creates the network.</summary>
    public OutputNetwork()
        : base(48)
    {
        body = AddChild("body", new Sequential                                                                          // [N, 3, 48, 48]
        {
            { "conv1", new ValidConv2d(3, 32, kernel: 3), new PRelu(32), new MaxPool2d(3, 2, roundUp: true) },          // [N, 32, 23, 23]
            { "conv2", new ValidConv2d(32, 64, kernel: 3), new PRelu(64), new MaxPool2d(3, 2) },                        // [N, 64, 10, 10]
            { "conv3", new ValidConv2d(64, 64, kernel: 3), new PRelu(64), new MaxPool2d(2, 2, roundUp: true) },         // [N, 64, 4, 4]
            { "conv4", new ValidConv2d(64, 128, kernel: 2), new PRelu(128), new Flatten() },                            // [N, 1152]
            { "dense", new Linear(1152, 256), new PRelu(256) },                                                         // [N, 256]
        });
        face = AddChild("face", new Linear(256, 2));                                                                    // [N, 2]
        box = AddChild("box", new Linear(256, 4));                                                                      // [N, 4]
        landmarks = AddChild("landmarks", new Linear(256, 10));                                                         // [N, 10]
    }

    /// <inheritdoc/>
    public override MtcnnOutput Forward(Tensor images, Mode mode)
    {
        using var scope = new TensorScope();
        var features = Run(body, images, mode);
        return new MtcnnOutput(
            scope.Keep(Run(face, features, mode)), scope.Keep(Run(box, features, mode)), scope.Keep(Run(landmarks, features, mode)));
    }
}
