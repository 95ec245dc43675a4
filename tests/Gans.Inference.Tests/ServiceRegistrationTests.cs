using Gans.Formats;
using Gans.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        Assert.AreSame(generator, services.GetRequiredService<IGenerator>());
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
    public void AddGenerator_MissingFile_FailsWhenItIsFirstAskedForAndAtTheStartOfAHost()
    {
        using var services = new ServiceCollection().AddGenerator("/nowhere/model.onnx", OnCpu).BuildServiceProvider();

        Assert.ThrowsExactly<InvalidInputException>(services.GetRequiredService<Generator>);
        Assert.AreEqual("Reading /nowhere/model.onnx: found no such file. Check the name.", StartFails(services));
    }

    [TestMethod]
    [Description("It loads, and its file looks well; its numbers are none.")]
    public void AddKeyedGenerator_SpoiltWeights_FailsAtTheStartOfAHost()
    {
        using var folder = new TemporaryFolder();
        var spoilt = new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [float.NaN] };
        using var services = new ServiceCollection().AddKeyedGenerator("clothes", folder.Save(spoilt), OnCpu).BuildServiceProvider();

        Assert.Contains("found the value NaN in sample 0", StartFails(services));
    }

    [TestMethod]
    public void AddGenerator_Section_SaysFileDeviceAndSizes()
    {
        using var folder = new TemporaryFolder();
        var section = Section(("Path", folder.Save(new TinyModel())), ("Device", "cpu"), ("threads", "1"), ("BatchSize", "7"));
        using var services = new ServiceCollection().AddGenerator(section).AddKeyedGenerator("same", section).BuildServiceProvider();

        foreach (var host in services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
        {
            Assert.IsTrue(host.StartingAsync(CancellationToken.None).IsCompletedSuccessfully);
        }

        var generator = services.GetRequiredService<Generator>();
        Assert.AreEqual((Device.Cpu, 7), (generator.Device, generator.BatchSize));
        Assert.AreEqual(7, services.GetRequiredKeyedService<Generator>("same").BatchSize);
    }

    [TestMethod]
    [DataRow("", "", "Reading Clothes:Path of the configuration: found nothing, needed the path of a generator's ONNX file.")]
    [DataRow("Pth", "a.onnx", "Reading Clothes:Pth of the configuration: no such key. Did you mean 'Path'?")]
    [DataRow("Device", "gpu", "Reading Clothes:Device of the configuration: found 'gpu', needed auto, cpu, cuda or cuda:N.")]
    [DataRow("Threads", "two", "Reading Clothes:Threads of the configuration: found 'two', needed a whole number.")]
    public void AddGenerator_WrongSection_FailsAtTheStartOfAHost(string key, string value, string message)
    {
        var section = key.Length == 0 ? Section() : Section(("Path", "a.onnx"), (key, value));
        using var services = new ServiceCollection().AddGenerator(section).BuildServiceProvider();

        Assert.AreEqual(message, StartFails(services));
    }

    [TestMethod]
    [Description("An app's test has no file, and needs none.")]
    public void AddGenerator_StandInRegisteredAfter_IsTakenAndNoFileOpened()
    {
        using var services = new ServiceCollection().AddGenerator("/nowhere/model.onnx").AddSingleton<IGenerator>(new StandIn()).BuildServiceProvider();

        var start = (IHostedLifecycleService)services.GetRequiredService<IHostedService>();

        Assert.IsTrue(start.StartingAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.AreEqual(3, services.GetRequiredService<IGenerator>().Sample(new SampleRequest(3, seed: 1)).Count);
    }

    private static string StartFails(IServiceProvider services)
    {
        var start = (IHostedLifecycleService)services.GetRequiredService<IHostedService>();
        return Assert.ThrowsExactly<InvalidInputException>(() => start.StartingAsync(CancellationToken.None).GetAwaiter().GetResult()).Message;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.ToDictionary(static entry => $"Clothes:{entry.Key}", static entry => (string?)entry.Value))
        .Build().GetSection("Clothes");

    private sealed class StandIn : IGenerator
    {
        public ModelCard Card { get; } = new() { Kind = ModelKind.Generator };

        public ImageBatch Sample(SampleRequest request, CancellationToken cancellationToken = default) => new(request.Count, 2, 2, 1);
    }
}
