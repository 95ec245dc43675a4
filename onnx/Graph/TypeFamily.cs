
namespace Gans.Onnx.Graph;

/// <summary>Element types that an operator takes, no wider than ONNX Runtime's CPU has kernels for.</summary>
internal enum TypeFamily
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>Numbers, whole or real.</summary>
    Number,

    /// <summary>Real numbers.</summary>
    Real,

    /// <summary>Flags.</summary>
    Flag,

    /// <summary>Int32 or Int64.</summary>
    Index,
}
