using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>A tensor that no recorded call made, seen in several runs of the network: other batch sizes, other scales of the inputs.</summary>
/// <param name="Module">Path of the module whose code made it; empty for the root.</param>
/// <param name="Batches">The batch size of each run: two different ones at least.</param>
/// <param name="Unknown">Its values in each run.</param>
/// <param name="Candidates">
/// What it may be made of, in the order in which the network made it, nearest last: recorded values before it (those with an earlier unknown among them),
/// then parameters and buffers.
/// </param>
internal sealed record GlueQuestion(string Module, IReadOnlyList<long> Batches, IReadOnlyList<Tensor> Unknown, IReadOnlyList<GlueCandidate> Candidates);
