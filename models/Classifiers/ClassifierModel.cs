namespace Gans.Models.Classifiers;

/// <summary>A classifier that can be trained by name; a judge of generated images of the same kind once it is exported.</summary>
/// <remarks>
/// It is trained by the discriminator's settings: widths, dropout, batches and step sizes. The published weights are the running mean of the last ones, which
/// stands for a step size that falls to nothing.
/// </remarks>
public abstract class ClassifierModel : TrainableModel
{
    private const int Reduction = 4;

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        DiscriminatorWidth = 32,
        DropoutRate = 0.2,
        FullDiscriminatorBatches = true,
        DiscriminatorLearningRate = 0.001,
        DiscriminatorBeta1 = 0.9,
        EmaDecay = 0.998,
        Epochs = 5,
    };

    /// <inheritdoc/>
    public override string? Reject(DataShape data)
    {
        return (data.ClassCount, Math.Min(data.Height, data.Width)) switch
        {
            ( < 2, _) => FormattableString.Invariant($"found {data.ClassCount} classes, needed 2 or more and a label for each image"),
            (_, < Reduction) => FormattableString.Invariant($"found images of {data.Height}x{data.Width}, needed {Reduction}x{Reduction} or more"),
            _ => null,
        };
    }

    /// <summary>Makes a classifier with first weights drawn from the CPU's generator.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="Reject"/> takes.</param>
    public virtual Classifier CreateClassifier(GanSettings settings, DataShape data) => new SmallClassifier(settings, data);
}
