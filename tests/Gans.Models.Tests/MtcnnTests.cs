using Gans.Models.Mtcnn;
using static TorchSharp.torch;

namespace Gans.Models.Tests;

/// <summary>The three networks against the table of the code of ipazc/mtcnn.</summary>
[TestClass]
public sealed class MtcnnTests
{
    [TestMethod]
    [Description("By hand. P-Net: 280 + 10, 1456 + 16, 4640 + 32, 66, 132. R-Net: 784 + 28, 12,144 + 48, 12,352 + 64, 73,856 + 128, 258, 516. "
        + "O-Net: 896 + 32, 18,496 + 64, 36,928 + 64, 32,896 + 128, 295,168 + 256, 514, 1028, 2570. Together the 495 thousand that are published.")]
    public void Networks_HaveTheCountedParameters()
    {
        using var proposal = new ProposalNetwork();
        using var refinement = new RefinementNetwork();
        using var output = new OutputNetwork();

        Assert.AreEqual(6632, proposal.ParameterCount());
        Assert.AreEqual(100_178, refinement.ParameterCount());
        Assert.AreEqual(389_040, output.ParameterCount());
        Assert.AreEqual(495_850, proposal.ParameterCount() + refinement.ParameterCount() + output.ParameterCount());
    }

    [TestMethod]
    [Description("33 rows: 31 after the first convolution, 16 after pooling by Keras' 'same', 14 and 12 after the others. 12 rows: one window.")]
    public void ProposalNetwork_OnAnyImage_JudgesEachWindow()
    {
        using var scope = NewDisposeScope();
        using var network = new ProposalNetwork();

        var one = network.Run(zeros(2, 3, 12, 12), Mode.Inference);
        var many = network.Run(zeros(1, 3, 33, 48), Mode.Inference);

        Assert.AreEqual(("[2, 2, 1, 1]", "[2, 4, 1, 1]"), (one.Logits.shape.Text(), one.Boxes.shape.Text()));
        Assert.AreEqual(("[1, 2, 12, 19]", "[1, 4, 12, 19]"), (many.Logits.shape.Text(), many.Boxes.shape.Text()));
    }

    [TestMethod]
    public void OtherNetworks_OnWindows_JudgeEach()
    {
        using var scope = NewDisposeScope();
        using var refinement = new RefinementNetwork();
        using var output = new OutputNetwork();

        var refined = refinement.Run(zeros(3, 3, 24, 24), Mode.Inference);
        var final = output.Run(zeros(3, 3, 48, 48), Mode.Inference);

        Assert.AreEqual(("[3, 2]", "[3, 4]", null), (refined.Logits.shape.Text(), refined.Boxes.shape.Text(), refined.Landmarks));
        Assert.AreEqual(("[3, 2]", "[3, 4]", "[3, 10]"), (final.Logits.shape.Text(), final.Boxes.shape.Text(), final.Landmarks!.shape.Text()));
    }
}
