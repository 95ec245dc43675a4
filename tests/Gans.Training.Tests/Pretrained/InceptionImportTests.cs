using Gans.Formats;
using Gans.Models;
using Gans.Models.Inception;
using Gans.Training.Pretrained;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Pretrained;

[TestClass]
public sealed class InceptionImportTests
{
    private const int Classes = 3;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("The first convolution against its batch normalisation with scale, as the framework computes it; "
        + "the tolerance is single precision on values of some tens.")]
    public void Load_ScaledNormalisation_GoesIntoTheKernel(bool isKeras)
    {
        using var folder = new TemporaryFolder();
        using var network = new InceptionV3(InceptionVariant.Keras, Classes);
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var foreign = new ForeignInception();
        foreign.Write(folder["weights"], isKeras, Classes);

        Import(folder["weights"]).Load(network);

        var x = rand([2, 3, 9, 9]);
        var expected = nn.functional.batch_norm(
            nn.functional.conv2d(x, foreign.Kernel, strides: [2, 2]), foreign.Mean, foreign.Variance, foreign.Scale, ones(32), training: false, 0, 1e-3).relu();
        var found = network.Body.First().Run(x, Mode.Inference);
        Assert.AreEqual(0, (found - expected).abs().max().Number(), 1e-4);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("Numbers of Keras' activations in its own model file: mixed10 joins 86, 88 with 89, 92 with 93, and 94. torchvision's names by its source.")]
    public void Load_EveryConvolution_FindsItsPlace(bool isKeras)
    {
        using var folder = new TemporaryFolder();
        using var network = new InceptionV3(InceptionVariant.Keras, Classes);
        using var scope = NewDisposeScope();
        new ForeignInception().Write(folder["weights"], isKeras, Classes);

        Import(folder["weights"]).Load(network);

        var state = network.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value);
        foreach (var (block, keras, torchvision) in ((string, int, string)[])
        [
            ("conv1", 1, "Conv2d_1a_3x3"), ("mixed0.branch1x1.1", 6, "Mixed_5b.branch1x1"), ("mixed0.branch5x5.2", 8, "Mixed_5b.branch5x5_2"),
            ("mixed2.branch_pool.2", 26, "Mixed_5d.branch_pool"), ("mixed5.branch7x7dbl.4", 48, "Mixed_6c.branch7x7dbl_4"),
            ("mixed10.branch1x1.1", 86, "Mixed_7c.branch1x1"), ("mixed10.branch3x3.2.row.1", 88, "Mixed_7c.branch3x3_2a"), (
                "mixed10.branch3x3.2.column.1", 89, "Mixed_7c.branch3x3_2b"),
            ("mixed10.branch3x3dbl.3.row.1", 92, "Mixed_7c.branch3x3dbl_3a"), ("mixed10.branch3x3dbl.3.column.1", 93, "Mixed_7c.branch3x3dbl_3b"), (
                "mixed10.branch_pool.2", 94, "Mixed_7c.branch_pool"),
        ])
        {
            Assert.AreEqual(keras, state[$"body.{block}.norm.beta"].slice(0, 0, 1, 1).Number(), block);
            Assert.AreEqual(torchvision, TorchvisionInception.Names[keras - 1]);
        }

        Assert.AreEqual(2, state["head.dense1.bias"].slice(0, 2, 3, 1).Number());
        Assert.AreEqual(2048 + 5, state["head.dense1.weight"].slice(0, 1, 2, 1).slice(1, 5, 6, 1).Number());
    }

    [TestMethod]
    [DataRow(true, "predictions/kernel", "94 convolutions, 94 batch normalisations and 0 dense layers")]
    [DataRow(true, "conv2d_150/kernel", "93 convolutions")]
    [DataRow(true, "batch_normalization_150/beta", "no 'batch_normalization_150/beta'")]
    [DataRow(false, "Mixed_6c.branch7x7dbl_4.bn.weight", "no 'Mixed_6c.branch7x7dbl_4.bn.weight'")]
    [DataRow(false, "fc.weight", "no 'fc.weight'")]
    [DataRow(false, "Conv2d_1a_3x3.conv.weight", "an Inception v3 with Keras' names or torchvision's")]
    public void Find_TensorMissing_SaysWhich(bool isKeras, string missing, string finding)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        new ForeignInception().Write(folder["weights"], isKeras, Classes, name => name != missing);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => Import(folder["weights"])).Message, finding);
    }

    [TestMethod]
    [DataRow(true, 1000, "inception-v3", "with Keras' ImageNet weights, scores are the published ones")]
    [DataRow(true, 7, "inception-v3", "of unknown origin")]
    [DataRow(false, 1000, "inception-v3-torchvision", "of unknown origin")]
    [DataRow(false, 1008, "inception-v3-fid", "not pytorch-fid's published file")]
    public void Origin_ClassesAndNames_ChooseVariantAndSayWhatWeightsAre(bool isKeras, int classes, string variant, string text)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        new ForeignInception().Write(folder["weights"], isKeras, classes);
        var layers = Import(folder["weights"]);

        var origin = InceptionOrigin.Of(layers.File, layers);

        Assert.AreEqual(variant, PretrainedInception.NameOf(origin.Variant));
        StringAssert.Contains(origin.Text, text);
        Assert.AreEqual(-1, origin.ValueMin);
    }

    [TestMethod]
    public void Load_InstalledWeights_AreKerasNetworkWithItsOwnHead()
    {
        var file = WeightFile.Read(PretrainedCatalog.Find("inception-v3").InstalledWeights());
        var layers = InceptionLayers.Find(file);
        using var network = new InceptionV3(InceptionVariant.Keras, layers.HeadWidths);
        using var plain = no_grad();
        using var scope = NewDisposeScope();

        layers.Load(network);

        CollectionAssert.AreEqual(new[] { 256, 128, 5 }, layers.HeadWidths.ToArray());
        Assert.IsTrue(file.IsQuantized);
        var origin = InceptionOrigin.Of(file, layers);
        Assert.AreEqual(0, origin.ValueMin);
        CollectionAssert.AreEqual(new[] { "drawing", "hentai", "neutral", "porn", "sexy" }, origin.ClassNames!.ToArray());
        StringAssert.Contains(origin.Text, "scores compare only among themselves");

        // A smooth grey ramp is no photograph of anybody: trained weights are sure of it, misplaced ones are not.
        var ramp = arange(InceptionV3.ImageSize).to(ScalarType.Float32).reshape(1, 1, 1, -1).expand(
            1, 3, InceptionV3.ImageSize, InceptionV3.ImageSize) / InceptionV3.ImageSize;
        var chances = network.Run(ramp, Mode.Inference).Logits.softmax(1).ToArray<float>();
        Assert.IsTrue(chances[0] + chances[2] > 0.9, string.Join(", ", chances));
    }

    private static InceptionLayers Import(string path) => InceptionLayers.Find(WeightFile.Read(path));
}
