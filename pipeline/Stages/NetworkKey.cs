using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training;

namespace Gans.Pipeline.Stages;

/// <summary>What tells the networks and settings of a training stage from those of another version of the program.</summary>
/// <remarks>
/// Finding it loads libtorch and makes the networks, half a second. So it is kept in the state folder, by the identity of the assembly of the models, which is
/// another for each content, and the stage's values: a pipeline with nothing to do loads no libtorch, nor looks for models, which loads it too.
/// </remarks>
internal sealed class NetworkKey
{
    private const int Letters = 16;
    private const int MostKept = 200;
    private const string FileName = "networks";
    private const string NotShipped = "own";

    private readonly StateFolder state;

    /// <summary>Names the folder that keeps keys.</summary>
    /// <param name="state">The state folder.</param>
    internal NetworkKey(StateFolder state) => this.state = state;

    /// <summary>The key of a stage's networks; null of a model of one's own, and where it cannot be found here, since libtorch does not load.</summary>
    /// <param name="values">The stage's values.</param>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    internal string? Find(StageValues values)
    {
        var build = typeof(TrainableModel).Assembly.ManifestModule.ModuleVersionId;
        var identity = $"{build}\n{string.Join('\n', values.Texts.Select(value => $"{value.Key}={value.Value}"))}";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
        var key = Kept(name) ?? Keep(name, Compute(values));
        return key == NotShipped ? null : key;
    }

    private static string? Compute(StageValues values)
    {
        if (!ModelRegistry.Shipped.Names.Contains(values.Require(TrainStageOptions.Model)))
        {
            return NotShipped;   // the digest of its assembly, which is a dep, tells it from others
        }

        try
        {
            return TrainingKey.Of(TrainStage.ToOptions(values, ModelRegistry.Shipped))[..Letters];
        }
        catch (TorchLibraryException)
        {
            return null;
        }
    }

    private string? Kept(string name)
    {
        try
        {
            return File.ReadLines(state.File(FileName)).Select(line => line.Split(' ')).FirstOrDefault(parts => parts.Length == 2 && parts[0] == name)?[1];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? Keep(string name, string? key)
    {
        if (key is null)
        {
            return null;
        }

        try
        {
            state.Create();
            var path = state.File(FileName);
            var kept = File.Exists(path) ? File.ReadAllLines(path).TakeLast(MostKept) : [];
            AtomicFile.WriteText(path, string.Concat(kept.Append($"{name} {key}").Select(line => line + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            // It is found again each time.
        }

        return key;
    }
}
