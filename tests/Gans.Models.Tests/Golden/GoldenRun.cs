namespace Gans.Models.Tests.Golden;

/// <summary>Fills the networks of a case by formula, runs them and keeps what a golden file holds.</summary>
internal static class GoldenRun
{
    private const int GradientsOfNetwork = 4;

    private static readonly GoldenPass[] GradientPasses = [GoldenPass.Inference, GoldenPass.Train];

    /// <summary>The whole content of the case's golden file.</summary>
    internal static GoldenRecord Of(GoldenCase networks) => new() { State = StateOf(networks), Outputs = OutputsOf(networks), Gradients = GradientsOf(networks) };

    /// <summary>What the networks' states are made of.</summary>
    internal static Dictionary<string, string> StateOf(GoldenCase networks)
    {
        using var made = new Networks(networks.Create(false));
        return made.All.SelectMany(network => network.State).ToDictionary(entry => entry.Name, entry => entry.Description, StringComparer.Ordinal);
    }

    /// <summary>What each network gives in each pass, and after it the running statistics and counters, those of all layers in a row.</summary>
    internal static Dictionary<string, GoldenSummary> OutputsOf(GoldenCase networks)
    {
        var summaries = new Dictionary<string, GoldenSummary>(StringComparer.Ordinal);
        foreach (var pass in Enum.GetValues<GoldenPass>())
        {
            using var made = Filled(networks, pass);
            foreach (var (network, input) in made.All.Zip(networks.Inputs))
            {
                var buffers = network.State.Where(entry => !entry.IsParameter).ToLookup(entry => entry.Kind, entry => entry.Name, StringComparer.Ordinal);
                if (pass == GoldenPass.Frozen && buffers.Count == 0)
                {
                    continue;
                }

                var given = network.Run(input, pass);
                var left = pass == GoldenPass.Inference ? [] : buffers.Select(kind => (kind.Key, InARow([.. kind.SelectMany(network.Read)])));
                foreach (var (what, array) in given.Concat(left))
                {
                    var name = $"{network.Name} {NameOf(pass)} {what}";
                    summaries.Add(name, GoldenSummary.Of(name, array));
                }
            }
        }

        return summaries;
    }

    /// <summary>Gradients of some parameters of each network, in inference and in training.</summary>
    internal static Dictionary<string, GoldenSummary> GradientsOf(GoldenCase networks)
    {
        var summaries = new Dictionary<string, GoldenSummary>(StringComparer.Ordinal);
        foreach (var pass in networks.HasGradients ? GradientPasses : [])
        {
            using var made = Filled(networks, pass);
            string[] parameters = [.. made.All.SelectMany(Some)];
            var gradients = GoldenNetwork.Gradients(made.All, networks.Inputs[0], pass, (output, shape) => GoldenFormula.Array($"{output} weights", shape), parameters);
            foreach (var (parameter, gradient) in parameters.Zip(gradients))
            {
                var name = $"{NameOf(pass)} {parameter}";
                summaries.Add(name, GoldenSummary.Of(name, gradient));
            }
        }

        return summaries;
    }

    private static GoldenArray InARow(float[] values) => new(values, [values.Length]);

    private static string NameOf(GoldenPass pass) => pass.ToString().ToLowerInvariant();

    /// <summary>Parameters spread over the names in order: the order of registration is not to matter.</summary>
    private static IEnumerable<string> Some(GoldenNetwork network)
    {
        string[] names = [.. network.State.Where(entry => entry.IsParameter).Select(entry => entry.Name).Order(StringComparer.Ordinal)];
        return Enumerable.Range(0, GradientsOfNetwork).Select(i => names[i * (names.Length - 1) / (GradientsOfNetwork - 1)]).Distinct();
    }

    /// <summary>Where dropout would draw, there is none: draws differ from version to version of a library.</summary>
    private static Networks Filled(GoldenCase networks, GoldenPass pass)
    {
        var made = new Networks(networks.Create(pass != GoldenPass.Inference));
        foreach (var network in made.All)
        {
            foreach (var entry in network.State)
            {
                network.Fill(entry.Name, GoldenFormula.State(entry));
            }
        }

        return made;
    }

    private sealed class Networks(IReadOnlyList<GoldenNetwork> all) : IDisposable
    {
        internal IReadOnlyList<GoldenNetwork> All => all;

        public void Dispose()
        {
            foreach (var network in all)
            {
                network.Dispose();
            }
        }
    }
}
