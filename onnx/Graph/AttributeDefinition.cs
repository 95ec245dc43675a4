using global::Onnx;

namespace Gans.Onnx.Graph;

/// <summary>An attribute of an operator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Standard">Its default, for all elements of a list: a long, double or string; null where it has none.</param>
internal sealed record AttributeDefinition(string Name, AttributeProto.Types.AttributeType Type, object? Standard)
{
    /// <summary>Whether a value says what leaving it out says.</summary>
    public bool IsStandard(AttributeProto value) => (Type, Standard) switch
    {
        (AttributeProto.Types.AttributeType.Int, long standard) => value.I == standard,
        (AttributeProto.Types.AttributeType.Ints, long standard) => value.Ints.All(element => element == standard),
        (AttributeProto.Types.AttributeType.Float, double standard) => value.F == (float)standard,
        (AttributeProto.Types.AttributeType.String, string standard) => value.S.ToStringUtf8() == standard,
        _ => false,
    };
}
