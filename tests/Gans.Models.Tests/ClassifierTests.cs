using Gans.Models.Classifiers;
using Gans.Torch;

namespace Gans.Models.Tests;

[TestClass]
public sealed class ClassifierTests
{
    [TestMethod]
    [Description("By hand: 320 + 128, 18,496 + 256, 401,536, 1,290 = 422,026, of which 192 are running statistics.")]
    public void SmallClassifier_HasTheCountedParameters()
    {
        using var network = new SmallClassifier(new ClassifierFashion().Settings, new DataShape(1, 28, 28, 10));

        Assert.AreEqual(422_026, network.ParameterCount);
        Assert.AreEqual(421_834, network.TrainableParameterCount);
    }

    [TestMethod]
    [Description("Four images that differ in their mean only: 50 steps of cross-entropy separate them.")]
    public void SmallClassifier_FourImages_AreLearnt()
    {
        TorchRandom.Seed(1);
        using var network = new SmallClassifier(new ClassifierFashion().Settings, new DataShape(1, 8, 8, 4));
        using var optimizer = new Adam(network.Parameters(), new AdamOptions());
        using var scope = new TensorScope();
        var images = (Tensor.Range(4).To(DType.Float32).Reshape(4, 1, 1, 1).Expand(4, 1, 8, 8) * 0.5) - 0.75;
        var labels = Tensor.Range(4);

        for (var step = 0; step < 50; step++)
        {
            optimizer.Minimize(network.Forward(images, Mode.Train).Logits.CrossEntropy(labels));
        }

        var output = network.Forward(images, Mode.Inference);
        Assert.AreEqual(new Shape(4, 128), output.Features.Shape);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3 }, network.Forward(images, Mode.Train).Logits.ArgMax(1).ToArray<long>());
    }

    [TestMethod]
    [DataRow("classifier-mnist")]
    [DataRow("classifier-fashion")]
    public void Registry_HasTheClassifiers(string name)
    {
        Assert.IsTrue(ModelRegistry.TryGet(name, out var model));
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
