namespace Gans.Runtime.Tests;

/// <summary>Runs the tests; or, as the child of one, opens a model and runs it.</summary>
internal static class Program
{
    /// <summary>The argument that makes this program a child.</summary>
    internal const string OpenCommand = "--open-a-model";

    public static Task<int> Main(string[] args) => args is [OpenCommand] ? Task.FromResult(OpenAndRun()) : MicrosoftTestingPlatformApplication.RunAsync(args);

    private static int OpenAndRun()
    {
        using var session = OnnxSessions.Open(PixelConvolution.Bytes);
        Console.Write(PixelConvolution.Run(session));
        return 0;
    }
}
