using Gans.Formats;

namespace Gans.Inference;

/// <summary>What an exported model file says of itself: its metadata and what goes in and out. Immutable.</summary>
/// <remarks>
/// Read without ONNX Runtime and without the weights, in about a millisecond. A file of an unknown kind, of a newer format or with a malformed entry is
/// refused; so is one with what could make a small file take any time or memory, or read others: functions, inner graphs, values kept elsewhere, vast shapes.
/// </remarks>
public sealed class ModelInfo
{
    private ModelInfo(string name, OnnxHeader header)
    {
        (Name, Card) = (name, ModelCard.Read(name, header.Metadata));
        (IrVersion, Opset, Producer) = (header.IrVersion, header.Opset, header.Producer);
        (Inputs, Outputs, Metadata) = (header.Inputs, header.Outputs, header.Metadata);
    }

    /// <summary>The path, or the name that was given for bytes and streams; messages begin with it.</summary>
    public string Name { get; }

    /// <summary>What Gans wrote into it: what it is for, what it was trained on, its sizes.</summary>
    public ModelCard Card { get; }

    /// <summary>ONNX' intermediate representation version.</summary>
    public long IrVersion { get; }

    /// <summary>Version of ONNX' standard operators.</summary>
    public long Opset { get; }

    /// <summary>The program that wrote the file; may be empty.</summary>
    public string Producer { get; }

    /// <summary>What goes in.</summary>
    public IReadOnlyList<TensorDeclaration> Inputs { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<TensorDeclaration> Outputs { get; }

    /// <summary>Every metadata entry as it stands in the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a model file's description.</summary>
    /// <param name="path">An ONNX file that Gans exported.</param>
    /// <exception cref="InvalidInputException">It cannot be opened, is no ONNX file, is damaged, or was not exported by Gans.</exception>
    public static ModelInfo Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = InputFile.Open(path);
            return Read(file, path);
        }
        catch (IOException e)
        {
            throw new InvalidInputException($"Reading {path}: {e.Message.TrimEnd('.')}, needed a readable ONNX file. Check the path.", e);
        }
    }

    /// <summary>Reads a model's description from a stream that can seek, from its beginning; leaves it open.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">It is no ONNX file, is damaged, or was not exported by Gans.</exception>
    public static ModelInfo Read(Stream stream, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var header = OnnxHeader.Read(stream);
            return header.Hazard is not { } hazard ? new ModelInfo(name, header) : throw new InvalidInputException(
                $"Reading {name}: found {hazard}, which no file that Gans exports has. "
                + "Open only models that you trust, or export it again with 'gans export'.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(
                $"Reading {name}: not an ONNX file, or a damaged one ({e.Message}). Copy it again, or export it again with 'gans export'.", e);
        }
    }

    /// <summary>The description as one indented JSON object, keys as in the metadata without <c>gans.</c>; what the file does not give is left out.</summary>
    public string ToJson() => ModelInfoJson.Write(this);
}
