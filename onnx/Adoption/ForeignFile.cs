using System.Security.Cryptography;
using Gans.Formats;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Onnx.Adoption;

/// <summary>An ONNX file that others wrote, in memory, without what Gans never runs.</summary>
/// <param name="Name">Its path, for messages.</param>
/// <param name="Model">What it holds; stored tensors are no inputs.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
internal sealed record ForeignFile(string Name, ModelProto Model, string Sha256)
{
    private const int LeastOpset = 7;   // older ones broadcast by an axis of their own, and ONNX Runtime runs none of them

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It cannot be read, is no ONNX file, or holds what Gans does not run.</exception>
    public static ForeignFile Read(string path)
    {
        var bytes = InputFile.ReadAll(path);
        var model = Parse(path, bytes);
        if (model.MetadataProps.Any(static entry => entry.Key == ModelCard.Prefix + ModelKeys.Kind))
        {
            throw new InvalidInputException($"Adopting {path}: found a file that Gans wrote, needed one of others. Use it as it is.");
        }

        if (FindHazard(model) is { } hazard)
        {
            throw new InvalidInputException(
                $"Adopting {path}: found {hazard}, needed a plain graph with its weights inside. Export it again so, with fixed choices made beforehand.");
        }

        if (OpsetOf(model) < LeastOpset)
        {
            throw new InvalidInputException($"Adopting {path}: found operators of opset {OpsetOf(model)}, needed {LeastOpset} or newer. Export it again.");
        }

        var stored = model.Graph.Initializer.Select(static tensor => tensor.Name).ToHashSet();
        var inputs = model.Graph.Input.Where(input => !stored.Contains(input.Name)).ToList();
        model.Graph.Input.Clear();
        model.Graph.Input.AddRange(inputs);
        return new ForeignFile(path, model, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The version of the standard operators that a model uses.</summary>
    public static long OpsetOf(ModelProto model) => model.OpsetImport.FirstOrDefault(static set => set.Domain is "" or "ai.onnx")?.Version ?? 0;

    /// <summary>What a model stores: among its weights, and in nodes.</summary>
    public static IEnumerable<TensorProto> TensorsOf(ModelProto model) => model.Graph.Initializer.Concat(
        model.Graph.Node.SelectMany(static node => node.Attribute).Where(static attribute => attribute.T is not null).Select(static attribute => attribute.T));

    private static ModelProto Parse(string path, byte[] bytes)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(bytes);
            if (model.Graph is { Node.Count: > 0 } && model.IrVersion > 0)
            {
                return model;
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidInputException($"Adopting {path}: found no ONNX file, or a damaged one, needed a whole one. Copy it again.", e);
        }

        throw new InvalidInputException($"Adopting {path}: found no graph in it, needed an ONNX file. Check the name.");
    }

    private static string? FindHazard(ModelProto model)
    {
        if (model.Functions.Count > 0)
        {
            return "functions of its own";
        }

        if (model.Graph.SparseInitializer.Count > 0)
        {
            return "sparse tensors";
        }

        if (TensorsOf(model).FirstOrDefault(static tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External) is { } outside)
        {
            return $"the tensor '{outside.Name}', whose values are in another file";
        }

        return model.Graph.Node.FirstOrDefault(static node => node.Attribute.Any(static a => a.G is not null || a.Graphs.Count > 0)) is { } inner
            ? $"an operator {inner.OpType} with a graph of its own"
            : null;
    }
}
