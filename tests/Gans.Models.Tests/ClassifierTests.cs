using Gans.Models.Classifiers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class ClassifierTests
{
    [TestMethod]
    [Description("By hand: 320 + 128, 18,496 + 256, 401,536, 1,290 = 422,026, of which 192 are running statistics.")]
    public void SmallClassifier_HasTheCountedParameters()
    {
        using var network = new SmallClassifier(new ClassifierFashion().Settings, new DataShape(1, 28, 28, 10));

        Assert.AreEqual(422_026, network.ParameterCount());
        Assert.AreEqual(421_834, network.TrainableParameterCount());
    }

    [TestMethod]
    [Description("Four images that differ in their mean only: 50 steps of cross-entropy separate them.")]
    public void SmallClassifier_FourImages_AreLearnt()
    {
        manual_seed(1);
        using var network = new SmallClassifier(new ClassifierFashion().Settings, new DataShape(1, 8, 8, 4));
        using var optimizer = optim.Adam(network.parameters());
        using var scope = NewDisposeScope();
        var images = (arange(4).to_type(ScalarType.Float32).reshape(4, 1, 1, 1).expand(4, 1, 8, 8) * 0.5) - 0.75;
        var labels = arange(4).to_type(ScalarType.Int64);

        for (var step = 0; step < 50; step++)
        {
            optimizer.zero_grad();
            functional.cross_entropy(network.Run(images, Mode.Train).Logits, labels).backward();
            optimizer.step();
        }

        var output = network.Run(images, Mode.Inference);
        Assert.AreEqual("[4, 128]", output.Features.shape.Text());
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3 }, network.Run(images, Mode.Train).Logits.argmax(1).data<long>().ToArray());
    }

    [TestMethod]
    [DataRow("classifier-mnist")]
    [DataRow("classifier-fashion")]
    public void Registry_HasTheClassifiers(string name)
    {
        Assert.IsTrue(ModelRegistry.Shipped.TryGet(name, out var model));
        using var network = ((ClassifierModel)model).CreateClassifier(model.Settings with { DiscriminatorWidth = 8 }, new DataShape(3, 30, 21, 5));

        Assert.AreEqual((5, 32), (network.ClassCount, network.FeatureSize));
    }

    [TestMethod]
    public void Reject_DataWithoutClassesOrTooSmall_SaysWhatIsNeeded()
    {
        var model = new ClassifierFashion();

        Assert.AreEqual("found 1 classes, needed 2 or more and a label for each image", model.Reject(new DataShape(1, 28, 28, 1)));
        Assert.AreEqual("found images of 3x28, needed 4x4 or more", model.Reject(new DataShape(1, 3, 28, 10)));
        Assert.IsNull(model.Reject(new DataShape(3, 4, 4, 2)));
    }
}
