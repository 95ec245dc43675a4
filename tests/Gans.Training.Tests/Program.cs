using Gans.Training.Tests.Support;

namespace Gans.Training.Tests;

/// <summary>Runs the tests; or, as the child of a test that will kill it, a training.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [TinyRun.ChildCommand, var data, var output, var model]
        ? Task.FromResult(TinyRun.RunAsChild(data, output, model))
        : MicrosoftTestingPlatformApplication.RunAsync(args);
}
