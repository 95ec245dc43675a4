using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Caching;

/// <summary>What a stage makes: equal keys mean equal results.</summary>
/// <remarks>
/// A built-in stage never learns the name of its out, only the ending, so the name is no part of the key; names of deps are none where the stage says that its
/// result does not tell them. A command may look at any name, so that all of them count.
/// </remarks>
/// <param name="Hash">SHA-256 of the action, its version, the parameters but for those that say where the work ends, the deps' digests, and names as far as
/// they matter; in hexadecimal digits.</param>
/// <param name="End">Where the work ends; null for a stage whose work has no such end.</param>
internal sealed record ResultKey(string Hash, long? End)
{
    private const string Layout = "gans result 1";

    /// <summary>The key of a stage whose deps are there.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="inputs">Its parameters and the digests of its deps.</param>
    public static ResultKey Of(PipelineDefinition pipeline, StageDefinition stage, LockedStage inputs)
    {
        var end = EndOf(stage);
        using var hash = new Fields();
        hash.Add(Layout, inputs.Action, inputs.Version.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in IdentityOf(stage, inputs.Parameters, end is not null))
        {
            hash.Add("parameter", name, value);
        }

        switch (stage.Action)
        {
            case BuiltInAction action:
                AddBuiltIn(hash, pipeline, stage, action, inputs);
                break;
            default:
                hash.Add(["deps", .. inputs.Deps.SelectMany(dep => (string[])[dep.Key, dep.Value])]);
                hash.Add(["outs", .. stage.Outs.Select(path => path.Value)]);
                break;
        }

        return new ResultKey(hash.ToHex(), end);
    }

    /// <summary>The parameters without those that only say where the work ends.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="parameters">Parameters of the stage, now or at an earlier run.</param>
    /// <param name="hasEnd">The end is known by itself.</param>
    public static IEnumerable<KeyValuePair<string, string>> IdentityOf(
        StageDefinition stage, ImmutableSortedDictionary<string, string> parameters, bool hasEnd = true) =>
        hasEnd && stage.Action is BuiltInAction { Stage.EndOptions: { IsEmpty: false } ends }
            ? parameters.Where(parameter => !ends.Any(option => option.Name == parameter.Key))
            : parameters;

    private static long? EndOf(StageDefinition stage)
    {
        if (stage.Action is not BuiltInAction { Stage.EndOptions.IsEmpty: false } action)
        {
            return null;
        }

        try
        {
            return action.Stage.EndOf(action.Call with { Output = stage.Outs[0].Value });
        }
        catch (InvalidInputException)
        {
            return null;   // the stage itself will say so when its turn comes
        }
    }

    private static void AddBuiltIn(Fields hash, PipelineDefinition pipeline, StageDefinition stage, BuiltInAction action, LockedStage inputs)
    {
        var tells = action.Stage.TellsInputs;
        foreach (var (name, paths) in action.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            hash.Add("input", name);
            hash.Add([.. paths.SelectMany(path => (string[])[tells ? path : EndingOf(path), inputs.Deps[path]])]);
        }

        var bound = action.Inputs.Values.SelectMany(paths => paths).ToHashSet(StringComparer.Ordinal);
        hash.Add(["others", .. inputs.Deps.Where(dep => !bound.Contains(dep.Key)).Select(dep => dep.Value).Order(StringComparer.Ordinal)]);
        hash.Add(["outs", .. stage.Outs.Select(path => EndingOf(path.Value))]);
        if (action.Stage.TellsPipeline)
        {
            hash.Add("pipeline", pipeline.Name, pipeline.File, pipeline.Text);
            foreach (var other in pipeline.Stages)
            {
                hash.Add(["stage", other.Name, other.Action.Text, .. other.Parameters.SelectMany(value => (string[])[value.Key, value.Value])]);
            }
        }
    }

    private static string EndingOf(string path) => Path.GetExtension(path).ToLowerInvariant();

    /// <summary>Hashes lists of texts so that no two different ones are the same bytes.</summary>
    private sealed class Fields : IDisposable
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Add(params ReadOnlySpan<string> texts)
        {
            hash.AppendData(BitConverter.GetBytes(texts.Length));
            foreach (var text in texts)
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }
        }

        public string ToHex() => Convert.ToHexStringLower(hash.GetHashAndReset());

        public void Dispose() => hash.Dispose();
    }
}
