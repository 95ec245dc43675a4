using Microsoft.ML.Data;

namespace MlNet;

/// <summary>What comes out of the pipeline: one image and what the judge thinks of it. Columns are named as the networks' outputs.</summary>
internal sealed class Verdict
{
    /// <summary>float32 [C, H, W], as the generator gives it and the judge takes it.</summary>
    [ColumnName("images")]
    public float[] Image { get; set; } = [];

    /// <summary>uint8 [H, W, C].</summary>
    [ColumnName("pixels")]
    public byte[] Pixels { get; set; } = [];

    /// <summary>One for each class, before any softmax.</summary>
    [ColumnName("logits")]
    public float[] Logits { get; set; } = [];

    /// <summary>The class that the judge finds.</summary>
    [NoColumn]
    public int Class => Array.IndexOf(Logits, Logits.Max());

    /// <summary>How sure it is: the softmax at <see cref="Class"/>, above 0 to 1.</summary>
    [NoColumn]
    public double Sureness => 1 / Logits.Sum(logit => Math.Exp(logit - Logits.Max()));
}
