using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>TorchSharp's own layers with the first weights that Keras gives them. Meant for <c>using static</c>, beside that of <c>torch.nn</c>.</summary>
public static class KerasLayers
{
    /// <summary>Fully connected layer: x W' + b, [..., inputs] to [..., outputs].</summary>
    /// <param name="inputs">Size of the innermost axis in.</param>
    /// <param name="outputs">Size of the innermost axis out.</param>
    /// <param name="weights">First weights; Glorot uniform by default.</param>
    /// <param name="bias">Whether each output has a bias, 0 at first.</param>
    public static Linear Dense(long inputs, long outputs, Initializer? weights = null, bool bias = true)
    {
        using var scope = NewDisposeScope();
        var law = weights ?? Initializer.GlorotUniform;
        var layer = nn.Linear(new Parameter(law.Create(inputs, outputs, outputs, inputs)), bias ? new Parameter(zeros(outputs)) : null);
        FirstValues.Note(layer, law);
        return layer;
    }

    /// <summary>Sets elements to 0 at random in training: see <see cref="Layers.Dropout"/>.</summary>
    /// <param name="rate">Share of elements that become 0, [0, 1).</param>
    public static Dropout Dropout(double rate) => new(rate);

    /// <summary>x where positive, else slope * x: see <see cref="LeakyRelu"/>.</summary>
    /// <param name="slope">What negative elements are multiplied by.</param>
    public static LeakyRelu LeakyReLU(double slope) => new(slope);

    /// <summary>A learned vector for each class: Int64 [N] of class numbers to [N, size]. At first uniform from -0.05 to 0.05.</summary>
    /// <param name="classes">Number of rows: labels are 0 to classes - 1.</param>
    /// <param name="size">Length of each vector.</param>
    public static Embedding Embedding(long classes, long size) => Embedding(classes, size, Initializer.Uniform(-0.05, 0.05));

    /// <summary>A learned vector for each class: Int64 [N] of class numbers to [N, size].</summary>
    /// <param name="classes">Number of rows: labels are 0 to classes - 1.</param>
    /// <param name="size">Length of each vector.</param>
    /// <param name="values">First values.</param>
    public static Embedding Embedding(long classes, long size, Initializer values)
    {
        using var scope = NewDisposeScope();

        // Embedding_from_pretrained would register another tensor than the one it looks up.
        var embedding = nn.Embedding(classes, size);
        embedding.weight = new Parameter(values.Create(classes, size, classes, size).DetachFromDisposeScope());
        FirstValues.Note(embedding, values);
        return embedding;
    }
}
