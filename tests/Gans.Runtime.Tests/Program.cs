using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime.Tests;

/// <summary>Runs the tests; or, as the child of one, opens a model and runs it.</summary>
internal static class Program
{
    /// <summary>The argument that makes this program a child.</summary>
    internal const string OpenCommand = "--open-a-model";

    /// <summary>The argument that makes it one that opens its session as other libraries do, after <see cref="OnnxSessions.Start"/>.</summary>
    internal const string StartCommand = "--start-and-open-a-model";

    /// <summary>The argument that makes it one that asks which ONNX Runtime it has.</summary>
    internal const string DetectCommand = "--detect";

    /// <summary>The argument that makes it one whose model fails as it runs.</summary>
    internal const string FailCommand = "--open-a-model-that-fails";

    public static Task<int> Main(string[] args) => args switch
    {
        [OpenCommand] => Task.FromResult(Run(OnnxSessions.Open(PixelConvolution.Bytes))),
        [StartCommand] => Task.FromResult(StartAndRun()),
        [FailCommand] => Task.FromResult(Fail()),
        [DetectCommand] => Task.FromResult(Detect()),
        _ => MicrosoftTestingPlatformApplication.RunAsync(args),
    };

    private static int Detect()
    {
        try
        {
            Console.Write(OnnxRuntimeInfo.Detect().Version);
            return 0;
        }
        catch (DllNotFoundException e)
        {
            Console.Write(e.Message);
            return 1;
        }
    }

    private static int StartAndRun()
    {
        OnnxSessions.Start();
        return Run(new InferenceSession(PixelConvolution.Bytes));
    }

    private static int Fail()
    {
        using var session = OnnxSessions.Open(PixelConvolution.OfAnyShape, new() { Device = Device.Cpu });
        using var pixels = OrtValue.CreateTensorValueFromMemory([2f, 2f], [1, 2, 1, 1]);
        using var kernel = OrtValue.CreateTensorValueFromMemory([3f], [1, 1, 1, 1]);
        using var options = new RunOptions();
        try
        {
            using var results = session.Run(options, ["x", "w"], [pixels, kernel], ["y"]);
            return 1;
        }
        catch (OnnxRuntimeException)
        {
            Console.Write("failed");
            return 0;
        }
    }

    private static int Run(InferenceSession opened)
    {
        using var session = opened;
        Console.Write(PixelConvolution.Run(session));
        return 0;
    }
}
