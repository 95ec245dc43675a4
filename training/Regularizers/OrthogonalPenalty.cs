using Gans.Torch;

namespace Gans.Training.Regularizers;

/// <summary>Keeps the rows of weight matrices at right angles, without holding their lengths.</summary>
/// <remarks>Brock et al., Large Scale GAN Training, 2018 (arXiv:1809.11096), equation 3: the diagonal of W W' is left out.</remarks>
public static class OrthogonalPenalty
{
    /// <summary>Sum over the weights of ||W W' o (1 - I)||^2, W [first size, the rest]. Biases and other vectors are left out.</summary>
    /// <param name="parameters">A network's parameters.</param>
    public static Tensor Of(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var scope = new TensorScope();
        Tensor? total = null;
        foreach (var parameter in parameters.Where(parameter => parameter.Rank >= 2))
        {
            var rows = parameter.Reshape(parameter.Shape[0], -1);
            var products = rows.MatMul(rows.Transpose());                        // [rows, rows]
            var lengths = rows.Square().Sum([1]);                                // the diagonal
            var penalty = products.Square().Sum() - lengths.Square().Sum();
            total = total is null ? penalty : total + penalty;
        }

        return scope.Keep(total ?? throw new ArgumentException("The network has no weight matrix.", nameof(parameters)));
    }
}
