namespace Gans.Onnx.Recognition;

/// <summary>A question's candidates as terms, nearest first; of those with the same values in every run one.</summary>
internal sealed class Scene
{
    private const int HashedElements = 16;

    public Scene(GlueQuestion question)
    {
        Values = Distinct(question.Candidates.Where(static candidate => candidate.Kind != GlueCandidateKind.State).Reverse());
        States = Distinct(question.Candidates.Where(static candidate => candidate.Kind == GlueCandidateKind.State));
    }

    /// <summary>Inputs, recorded results and earlier unknown values.</summary>
    public IReadOnlyList<Term> Values { get; }

    /// <summary>Parameters and buffers.</summary>
    public IReadOnlyList<Term> States { get; }

    /// <summary>A value whose outermost axis is the batch: an input of the file.</summary>
    public Term? Batch => Values.LastOrDefault(static term => term.Rank > 0 && term.FixedSize(0) is null);

    private static List<Term> Distinct(IEnumerable<GlueCandidate> candidates)
    {
        var terms = new List<Term>();
        var byHash = new Dictionary<int, List<int>>();
        foreach (var candidate in candidates)
        {
            var term = Term.Of(candidate);
            var alike = byHash.TryGetValue(Hash(term), out var known) ? known : byHash[Hash(term)] = [];
            var same = alike.FindIndex(index => AreEqual(terms[index].Operands[0], candidate));
            if (same < 0)
            {
                alike.Add(terms.Count);
                terms.Add(term);
            }
            else if (terms[alike[same]].Operands[0].Kind == GlueCandidateKind.Unknown && candidate.Kind != GlueCandidateKind.Unknown)
            {
                terms[alike[same]] = term;   // what is known needs no recognition of its own
            }
        }

        return terms;
    }

    private static int Hash(Term term)
    {
        var hash = default(HashCode);
        for (var run = 0; run < term.Shapes.Count; run++)
        {
            var shape = term.Shapes[run];
            var place = new long[shape.Length];
            for (var index = 0; index < HashedElements && !shape.Contains(0); index++)
            {
                for (var axis = 0; axis < shape.Length; axis++)
                {
                    place[axis] = (index * 7919) % shape[axis];
                }

                hash.Add(term.At(run, place));
            }
        }

        return hash.ToHashCode();
    }

    private static bool AreEqual(GlueCandidate left, GlueCandidate right) => left.Values.Zip(right.Values).All(static pair =>
        ReferenceEquals(pair.First, pair.Second)
        || (pair.First.dtype == pair.Second.dtype
            && pair.First.shape.AsSpan().SequenceEqual(pair.Second.shape)
            && pair.First.bytes.SequenceEqual(pair.Second.bytes)));
}
