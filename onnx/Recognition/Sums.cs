namespace Gans.Onnx.Recognition;

/// <summary>Sums of three or four operands, and their relu.</summary>
internal static class Sums
{
    private const int MostLeaves = 24;

    /// <summary>The sums that a target may be, in the order in which the operands were made.</summary>
    public static IEnumerable<Term> Of(Target target, List<Leaf> leaves)
    {
        var (wanted, sizes) = (target.Sample, target.SampleSizes);
        Leaf[] near = [.. leaves.Take(MostLeaves).Reverse()];
        if (wanted.Length == 0)
        {
            yield break;
        }

        foreach (var chosen in Choices(near, 3).Concat(Choices(near, 4)))
        {
            foreach (var curve in (Curve?[])[null, Curves.Common[0]])
            {
                if (!AllClose(chosen, curve))
                {
                    continue;
                }

                // Rounding shows in which order the network added, and so the comparison bit for bit finds it.
                foreach (var order in chosen.Length == 3 ? (Leaf[][])[chosen, [chosen[0], chosen[2], chosen[1]], [chosen[1], chosen[2], chosen[0]]] : [chosen])
                {
                    var sum = order.Skip(1).Aggregate(
                        order[0].Term, (left, right) => Pairs.Join("add", left, right.Term, target.Shapes, Term.OneRounding, Ops.Add));
                    yield return curve is null ? sum : curve.Of(sum);
                }
            }
        }

        bool AllClose(Leaf[] chosen, Curve? curve)
        {
            for (var index = 0; index < wanted.Length; index++)
            {
                var sum = 0.0;
                foreach (var leaf in chosen)
                {
                    sum += leaf.Sample[index];
                }

                if (!Target.AreClose(curve is null ? sum : curve.At(sum), wanted[index], sizes[index], Term.OneRounding))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static IEnumerable<Leaf[]> Choices(Leaf[] leaves, int count)
    {
        return From(0, count);

        IEnumerable<Leaf[]> From(int start, int left) => left == 0
            ? [[]]
            : Enumerable.Range(start, Math.Max(0, leaves.Length - start))
                .SelectMany(index => From(index + 1, left - 1).Select(rest => (Leaf[])[leaves[index], .. rest]));
    }
}
