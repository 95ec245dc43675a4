using System.Runtime.CompilerServices;
using Gans.Onnx;
using TorchSharp;

// TorchProbe load   loads libtorch, then uses it
// TorchProbe use    uses it: whatever happens first is TorchSharp's
try
{
    if (args is ["load"])
    {
        TorchLibrary.Load();
    }
    else
    {
        TorchLibrary.LoadOnFirstUse();
    }

    Console.WriteLine(Sum());
    return 0;
}
catch (Exception e) when ((e as TorchLibraryException ?? e.InnerException) is TorchLibraryException known)
{
    Console.Error.WriteLine(known.Message);
    return 1;
}

// A method of its own: TorchSharp's assembly is loaded when a method that names it is compiled.
[MethodImpl(MethodImplOptions.NoInlining)]
static float Sum() => torch.ones(2, 3).sum().item<float>();
