using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Mtcnn;

/// <summary>R-Net: judges what P-Net proposes, windows [N, 3, 24, 24]. 100,178 parameters.</summary>
/// <remarks>The code of ipazc/mtcnn.</remarks>
public sealed class RefinementNetwork : MtcnnNetwork
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> face;
    private readonly Module<Tensor, Tensor> box;

    /// <summary>Creates the network.</summary>
    public RefinementNetwork()
        : base(nameof(RefinementNetwork), 24)
    {
        body = new Sequential                                                                                  // [N, 3, 24, 24]
        {
            { "conv1", new ValidConv2d(3, 28, kernel: 3), new PRelu(28), MaxPool2d(3, 2, ceil_mode: true) },   // [N, 28, 11, 11]
            { "conv2", new ValidConv2d(28, 48, kernel: 3), new PRelu(48), MaxPool2d(3, 2) },                   // [N, 48, 4, 4]
            { "conv3", new ValidConv2d(48, 64, kernel: 2), new PRelu(64), Flatten() },                         // [N, 576]
            { "dense", Dense(576, 128), new PRelu(128) },                                                      // [N, 128]
        };
        register_module("body", body);
        face = Dense(128, 2);                                                                                  // [N, 2]
        register_module("face", face);
        box = Dense(128, 4);                                                                                   // [N, 4]
        register_module("box", box);
    }

    /// <inheritdoc/>
    public override MtcnnOutput forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var features = body.call(images);
        return new MtcnnOutput(face.call(features).MoveToOuterDisposeScope(), box.call(features).MoveToOuterDisposeScope());
    }
}
