using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gans.Onnx;

namespace Gans.Training;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "TorchSharp looks for its natives on the first call to it, whoever makes that call.")]
    internal static void Run() => TorchLibrary.LoadOnFirstUse();
}
