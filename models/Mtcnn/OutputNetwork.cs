using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Mtcnn;

/// <summary>O-Net: judges what R-Net leaves, windows [N, 3, 48, 48], and finds five landmarks in each. 389,040 parameters.</summary>
/// <remarks>The code of ipazc/mtcnn.</remarks>
public sealed class OutputNetwork : MtcnnNetwork
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> face;
    private readonly Module<Tensor, Tensor> box;
    private readonly Module<Tensor, Tensor> landmarks;

    /// <summary>Creates the network.</summary>
    public OutputNetwork()
        : base(nameof(OutputNetwork), 48)
    {
        body = new Sequential                                                                                   // [N, 3, 48, 48]
        {
            { "conv1", new ValidConv2d(3, 32, kernel: 3), new PRelu(32), MaxPool2d(3, 2, ceil_mode: true) },    // [N, 32, 23, 23]
            { "conv2", new ValidConv2d(32, 64, kernel: 3), new PRelu(64), MaxPool2d(3, 2) },                    // [N, 64, 10, 10]
            { "conv3", new ValidConv2d(64, 64, kernel: 3), new PRelu(64), MaxPool2d(2, 2, ceil_mode: true) },   // [N, 64, 4, 4]
            { "conv4", new ValidConv2d(64, 128, kernel: 2), new PRelu(128), Flatten() },                        // [N, 1152]
            { "dense", Dense(1152, 256), new PRelu(256) },                                                      // [N, 256]
        };
        register_module("body", body);
        face = Dense(256, 2);                                                                                   // [N, 2]
        register_module("face", face);
        box = Dense(256, 4);                                                                                    // [N, 4]
        register_module("box", box);
        landmarks = Dense(256, 10);                                                                             // [N, 10]
        register_module("landmarks", landmarks);
    }

    /// <inheritdoc/>
    public override MtcnnOutput forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var features = body.call(images);
        return new MtcnnOutput(
            face.call(features).MoveToOuterDisposeScope(), box.call(features).MoveToOuterDisposeScope(), landmarks.call(features).MoveToOuterDisposeScope());
    }
}
