using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gans.Onnx;

namespace Gans.Models;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The ModuleInitializer attribute should not be used in libraries", Justification = "TorchSharp looks for its natives at its first call; by then it is too late.")]
    internal static void Load() => TorchLibrary.LoadOnFirstUse();
}
