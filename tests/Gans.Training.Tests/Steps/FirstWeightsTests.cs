using Gans.Models;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

[TestClass]
public sealed class FirstWeightsTests
{
    [TestMethod]
    [Description("Chapter 5 of Brownlee, hack 5. Of 147,456 draws from N(0, 0.02^2) the deviation is within 1% of 0.02; Glorot's law there has 0.029. ")]
    public void Create_InitialDeviation_IsThatOfEveryKernel()
    {
        random.manual_seed(1);
        var model = TrainingSettings.FindModel("dcgan-fashion");
        using var step = StepFactory.Create(model, model.Settings with { InitialDeviation = 0.02 }, new DataShape(1, 28, 28), CPU);
        var parameters = step.Networks.SelectMany(network => network.Network.named_parameters()).Select(
            entry => (Name: entry.name, Value: entry.parameter)).ToArray();

        foreach (var (name, kernel) in parameters.Where(parameter => parameter.Value.dim() > 1 && parameter.Value.numel() > 100_000))
        {
            Assert.AreEqual(0.02, Math.Sqrt(kernel.ToArray<float>().Average(value => (double)value * value)), 0.0002, name);
        }

        Assert.IsTrue(parameters.Where(parameter => parameter.Value.dim() == 1).All(bias => bias.Value.ToArray<float>().All(value => value == 0)));
    }

    [TestMethod]
    public void Create_NoInitialDeviation_LeavesTheSourcesLaw()
    {
        var model = TrainingSettings.FindModel("dcgan-fashion");
        random.manual_seed(1);
        using var step = StepFactory.Create(model, model.Settings, new DataShape(1, 28, 28), CPU);
        random.manual_seed(1);
        using var generator = ((GanModel)model).CreateGenerator(model.Settings, new DataShape(1, 28, 28));

        CollectionAssert.AreEqual(generator.parameters().First().ToArray<float>(), step.Product.Network.parameters().First().ToArray<float>());
    }
}
