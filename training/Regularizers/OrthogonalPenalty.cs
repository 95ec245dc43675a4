using Gans.Models.Layers;
using Gans.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Training.Regularizers;

/// <summary>Keeps the rows of weight matrices at right angles, without holding their lengths.</summary>
/// <remarks>Brock et al., Large Scale GAN Training, 2018 (arXiv:1809.11096), equation 3: the diagonal of W W' is left out.</remarks>
internal static class OrthogonalPenalty
{
    /// <summary>That of a network's weights but its embeddings, whose rows belong to classes and not to features.</summary>
    /// <param name="network">The network.</param>
    public static Tensor Of(nn.Module network) => Of(
        network.modules().Prepend(network).Distinct().Where(static part => part is not (Embedding or SpectralEmbedding))
            .SelectMany(static part => part.parameters(recurse: false)));

    /// <summary>Sum over the weights of ||W W' o (1 - I)||^2, W [first size, the rest]. Biases and other vectors are left out.</summary>
    /// <param name="parameters">The weights.</param>
    public static Tensor Of(IEnumerable<Tensor> parameters)
    {
        using var scope = NewDisposeScope();
        Tensor? total = null;
        foreach (var parameter in parameters.Where(parameter => parameter.dim() >= 2))
        {
            var rows = parameter.reshape(parameter.shape[0], -1);
            var products = rows.mm(rows.transpose(0, 1));                        // [rows, rows]
            var lengths = rows.Squared().sum([1]);                                // the diagonal
            var penalty = products.Squared().sum() - lengths.Squared().sum();
            total = total is null ? penalty : total.Plus(penalty);
        }

        return total?.MoveToOuterDisposeScope() ?? throw new ArgumentException("The network has no weight matrix.", nameof(parameters));
    }
}
