using Gans.Formats;
using Gans.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class ServiceRegistrationTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu, BatchSize = 5 };

    [TestMethod]
    public void AddGenerator_Resolved_IsOneInstanceDisposedWithTheProvider()
    {
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection().AddGenerator(folder.Save(new TinyModel()), OnCpu).BuildServiceProvider();

        var generator = services.GetRequiredService<Generator>();

        Assert.AreSame(generator, services.GetRequiredService<Generator>());
        Assert.AreEqual(5, generator.BatchSize);
        Assert.AreEqual(2, generator.Sample(2, seed: 1).Count);
        services.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Sample(1, seed: 1));
    }

    [TestMethod]
    public void AddKeyedGenerator_TwoKeys_GiveTwoGenerators()
    {
        using var folder = new TemporaryFolder();
        using var services = new ServiceCollection()
            .AddKeyedGenerator("wide", folder.Save(new TinyModel { Width = 9 }, "wide.onnx"), OnCpu)
            .AddKeyedGenerator("narrow", folder.Save(new TinyModel { Width = 2 }, "narrow.onnx"), OnCpu)
            .BuildServiceProvider();

        Assert.AreEqual(9, services.GetRequiredKeyedService<Generator>("wide").Width);
        Assert.AreEqual(2, services.GetRequiredKeyedService<Generator>("narrow").Width);
    }

    [TestMethod]
    public void AddGenerator_MissingFile_FailsWhenItIsFirstAskedFor()
    {
        using var services = new ServiceCollection().AddGenerator("/nowhere/model.onnx", OnCpu).BuildServiceProvider();

        Assert.ThrowsExactly<InvalidInputException>(services.GetRequiredService<Generator>);
    }
}
