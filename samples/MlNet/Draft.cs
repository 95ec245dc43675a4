using Microsoft.ML.Data;

namespace MlNet;

/// <summary>What goes into the pipeline: one image to make. Columns are named as the generator's inputs.</summary>
internal sealed class Draft
{
    /// <summary>The latent; the schema is told its size when the file is known.</summary>
    [ColumnName("z")]
    public float[] Latent { get; init; } = [];

    /// <summary>The class, as a vector of one: of a scalar ML.NET makes [1, 1], and the generator takes [N].</summary>
    [ColumnName("labels")]
    [VectorType(1)]
    public long[] Label { get; init; } = [];
}
