using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gans.Onnx;

/// <summary>What must have happened before any code of this assembly runs.</summary>
internal static class ModuleInitializer
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "TorchSharp looks for its natives on the first call to it, whoever makes that call.")]
    internal static void Run() => TorchLibrary.LoadOnFirstUse();
}
