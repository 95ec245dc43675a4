using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Mtcnn;

/// <summary>
/// P-Net: judges each window of 12x12 pixels of an image, two pixels apart, [N, 3, H, W] to [N, ..., ceil((H - 2) / 2) - 4, ...]. 6,632 parameters.
/// </summary>
/// <remarks>
/// The code of ipazc/mtcnn. Convolutional throughout, so an image of any size from 12x12 on is judged in one pass. Shapes in the comments are those of one
/// window.
/// </remarks>
public sealed class ProposalNetwork : MtcnnNetwork
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> face;
    private readonly Module<Tensor, Tensor> box;

    /// <summary>Creates the network.</summary>
    public ProposalNetwork()
        : base(nameof(ProposalNetwork), 12)
    {
        body = new Sequential                                                                                  // [N, 3, 12, 12]
        {
            { "conv1", new ValidConv2d(3, 10, kernel: 3), new PRelu(10), MaxPool2d(2, 2, ceil_mode: true) },   // [N, 10, 5, 5]
            { "conv2", new ValidConv2d(10, 16, kernel: 3), new PRelu(16) },                                    // [N, 16, 3, 3]
            { "conv3", new ValidConv2d(16, 32, kernel: 3), new PRelu(32) },                                    // [N, 32, 1, 1]
        };
        register_module("body", body);
        face = new ValidConv2d(32, 2, kernel: 1);                                                              // [N, 2, 1, 1]
        register_module("face", face);
        box = new ValidConv2d(32, 4, kernel: 1);                                                               // [N, 4, 1, 1]
        register_module("box", box);
    }

    /// <summary>Judges every window of images.</summary>
    /// <param name="images">[N, 3, H, W], RGB, (value - 127.5) / 128; 12x12 or larger.</param>
    public override MtcnnOutput forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var maps = body.call(images);
        return new MtcnnOutput(face.call(maps).MoveToOuterDisposeScope(), box.call(maps).MoveToOuterDisposeScope());
    }
}
