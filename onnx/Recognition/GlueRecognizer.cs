using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>
/// Tries families of expressions, simple ones first, over the candidates, nearest first: at a few places, then in whole. Of the first family in which anything fits,
/// the only one that does is taken.
/// </summary>
internal sealed class GlueRecognizer : IGlueRecognizer
{
    private const int MostLeaves = 96;
    private const int MostGated = 32;
    private const int NearPairs = 8;

    private static readonly IReadOnlyList<Curve> BeforePools = [.. Curves.Common.Take(6)];

    /// <inheritdoc/>
    public GlueAnswer Recognize(GlueQuestion question)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var target = new Target(question.Unknown);
        if (target.Shapes.Any(static shape => shape.Contains(0)))
        {
            return new GlueAnswer(null, "it has no elements");
        }

        var scene = new Scene(question);
        foreach (var family in Families(target, scene))
        {
            if (Choice.Of(target, family, out var rivals) is { } term)
            {
                return new GlueAnswer(new GlueExpression(term.Text, term.Operands, values => term.Build(Named(term.Operands, values))));
            }

            if (rivals.Length > 0)
            {
                return new GlueAnswer(null, rivals);
            }
        }

        return new GlueAnswer(null, "no sum, product, activation, pool, mean, reshape, slice or concatenation of recorded values, inputs, parameters and buffers gives it in every run");
    }

    private static Dictionary<GlueCandidate, Tensor> Named(IReadOnlyList<GlueCandidate> operands, IReadOnlyList<Tensor> values) =>
        operands.Zip(values).ToDictionary(static pair => pair.First, static pair => pair.Second, (IEqualityComparer<GlueCandidate>)ReferenceEqualityComparer.Instance);

    private static IEnumerable<IEnumerable<Term>> Families(Target target, Scene scene)
    {
        var shapes = target.Shapes;
        yield return scene.Values.Concat(scene.States).SelectMany(term => Moves.To(term, shapes)).Where(target.Fits);
        if (!target.IsReal)
        {
            yield return Joins.Of(target, scene, (part, _) => Part(part, scene, single: false));
            yield break;
        }

        yield return Curved(target, scene);
        yield return Pooled(target, scene.Values);
        yield return Pooled(target, Active(scene.Values));
        var leaves = Leaves.Of(target, scene.Values.Concat(scene.States), MostLeaves);
        yield return Pairs.Plain(target, leaves);
        yield return Scalars.Of(target, leaves);
        yield return Pairs.Curved(target, leaves);
        yield return Pairs.Gated(target, [.. leaves.Take(MostGated)]);
        yield return Sums.Of(target, leaves);
        yield return Joins.Of(target, scene, (part, single) => Part(part, scene, single));
        yield return Pooled(target, NearSums(scene));
        yield return Pooled(target, Active(NearSums(scene)));
    }

    /// <summary>A part of a concatenation.</summary>
    private static Term? Part(Target target, Scene scene, bool single)
    {
        foreach (var family in PartFamilies(target, scene, single))
        {
            if (Choice.Of(target, family, out var rivals) is { } term)
            {
                return term;
            }

            if (rivals.Length > 0)
            {
                return null;
            }
        }

        return null;
    }

    private static IEnumerable<IEnumerable<Term>> PartFamilies(Target target, Scene scene, bool single)
    {
        yield return scene.Values.SelectMany(term => Moves.To(term, target.Shapes)).Where(target.Fits);
        yield return scene.Values.Concat(scene.States).SelectMany(term => Moves.Expand(term, scene.Batch, target.Shapes)).Where(target.Fits);
        if (target.IsReal)
        {
            yield return Curved(target, scene);
            yield return Pooled(target, scene.Values);
            yield return Pooled(target, Active(scene.Values));
            if (single)
            {
                yield return Scalars.Of(target, Leaves.Of(target, scene.Values, MostLeaves));
            }
        }
    }

    private static IEnumerable<Term> Curved(Target target, Scene scene) => scene.Values
        .SelectMany(term => Moves.To(term, target.Shapes).SelectMany(static moved => Curves.All.Select(curve => curve.Of(moved)).Concat(Curves.Softmaxes(moved))))
        .Where(target.Fits);

    private static IEnumerable<Term> Active(IEnumerable<Term> terms) => terms.SelectMany(static term => BeforePools.Select(curve => curve.Of(term)));

    /// <summary>Pools and means of terms, or of their activations, or flattened; images enlarged, and borders.</summary>
    private static IEnumerable<Term> Pooled(Target target, IEnumerable<Term> terms) => terms
        .SelectMany(term => Reductions.To(term, target.Shapes).Concat(Windows.To(term, target.Shapes)).Concat(Windows.Flattened(term, target.Shapes)).Concat(Resizes.To(term, target.Shapes)))
        .Where(target.Fits);

    /// <summary>Sums of two near values of the same sizes, and their relu, for what is done with them at once.</summary>
    private static IEnumerable<Term> NearSums(Scene scene)
    {
        Term[] near = [.. scene.Values.Take(NearPairs)];
        for (var i = 0; i < near.Length; i++)
        {
            for (var j = i + 1; j < near.Length; j++)
            {
                if (near[i].Has(near[j].Shapes))
                {
                    yield return Pairs.Sum(near[i], near[j]);
                }
            }
        }
    }
}
