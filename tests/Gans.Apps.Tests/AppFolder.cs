using Gans.Runtime;

namespace Gans.Apps.Tests;

/// <summary>The folder that all tests of this process run in: an app's, with its <c>generator.onnx</c>.</summary>
[TestClass]
public static class AppFolder
{
    private static readonly TemporaryFolder Folder = new();

    /// <summary>What <c>generator.onnx</c> is.</summary>
    internal static TinyModel Model { get; } = new() { Height = 6, Width = 5, Channels = 3 };

    /// <summary>Makes it.</summary>
    [AssemblyInitialize]
    public static void Make(TestContext context)
    {
        OnnxSessions.Start();   // quiet, whichever test comes first
        Folder.Save(Model, "generator.onnx");
        Environment.CurrentDirectory = Folder.Path;
    }

    /// <summary>Takes it away.</summary>
    [AssemblyCleanup]
    public static void Remove()
    {
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        Folder.Dispose();
    }
}
