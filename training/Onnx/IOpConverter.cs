namespace Gans.Training.Onnx;

/// <summary>Writes the calls of one operator as ONNX nodes: recorded call in, nodes out, no state.</summary>
internal interface IOpConverter
{
    /// <summary>The operator, such as <c>aten::conv2d</c>; the converter serves all its overloads that the binding calls.</summary>
    string Operator { get; }

    /// <summary>Adds the nodes and binds the call's results to theirs.</summary>
    /// <param name="call">The recorded call.</param>
    /// <param name="graph">Where the nodes go.</param>
    /// <exception cref="OnnxExportException">The call has no ONNX form; the message names operator, module path and remedy.</exception>
    void Convert(OpCall call, GraphBuilder graph);
}
