using System.Collections.Immutable;
using System.Text;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Definition;

/// <summary>Reads pipeline files.</summary>
internal static class PipelineReader
{
    /// <summary>The words at the top of a pipeline.</summary>
    internal static readonly ImmutableArray<string> PipelineKeys = ["name", "params", "budgets", "matrix", "models", "stages"];

    private const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads and checks a pipeline file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="catalog">The built-in stages that it may use.</param>
    /// <param name="overrides">Values to put in place of the file's.</param>
    /// <exception cref="InvalidInputException">The file is missing, not YAML or not a pipeline; the message names the line and column.</exception>
    public static PipelineDefinition Read(string path, StageCatalog catalog, IReadOnlyList<Override>? overrides = null) =>
        Parse(path, ReadText(path), catalog, overrides);

    /// <summary>Checks the text of a pipeline file.</summary>
    /// <param name="path">Path of the file, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <param name="catalog">The built-in stages that it may use.</param>
    /// <param name="overrides">Values to put in place of the file's.</param>
    /// <exception cref="InvalidInputException">It is not a pipeline; the message names the line and column.</exception>
    public static PipelineDefinition Parse(string path, string text, StageCatalog catalog, IReadOnlyList<Override>? overrides = null)
    {
        var root = MapReader.Create(YamlTree.Parse(path, text), "a pipeline", PipelineKeys);
        overrides = BudgetReader.Apply(root.Find("budgets"), root.Find("params"), overrides ?? []);
        var matrix = Matrix.Read(root.Find("matrix"), overrides);
        var parameters = ReadParameters(root.Find("params"), matrix, overrides);
        var stages = root.Find("stages") ?? throw root.Location.Error("'stages' is missing. Name at least one stage under it.");
        var entries = MapReader.RequireMap(stages, "'stages'").Entries;
        if (entries.IsEmpty)
        {
            throw stages.Location.Error("'stages' is empty. Name at least one stage under it.");
        }

        CheckOverriddenStages(overrides, [.. entries.Select(entry => entry.Key.Text)]);
        var reader = new StageReader(catalog, parameters, overrides, root, matrix);
        var graph = StageGraph.Create([.. entries.SelectMany(reader.Read)]);
        matrix.CheckUse(reader.NamesInOuts);
        var definition = new PipelineDefinition
        {
            Name = root.FindScalar("name") is { } name ? parameters.Interpolate(name).Text : Path.GetFileNameWithoutExtension(path),
            File = path,
            Text = text,
            Graph = graph,
        };
        CheckOutsSpareThePipeline(definition);
        return definition;
    }

    private static string ReadText(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new InvalidInputException(
                    Directory.Exists(path)
                        ? $"reading {path}: it is a folder, needed a pipeline file. Pass -f {path.TrimEnd('/')}/pipeline.yaml."
                        : $"reading {path}: there is no such file. Change to the folder that holds it, or name another with -f FILE.");
            }

            return info.Length <= MaxBytes
                ? StrictUtf8.GetString(InputFile.ReadAll(path, MaxBytes)).TrimStart('\uFEFF')
                : throw new InvalidInputException($"reading {path}: {info.Length} bytes are no pipeline, which has at most {MaxBytes}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"reading {path}: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidInputException($"reading {path}: the byte at offset {e.Index} is not UTF-8. Save the file as UTF-8.", e);
        }
    }

    private static ParameterTable ReadParameters(YamlNode? node, Matrix matrix, IReadOnlyList<Override> overrides)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var (key, value) in node is null ? [] : MapReader.RequireMap(node, "'params'").Entries)
        {
            if (!IsName(key.Text) || key.Text == "out")
            {
                throw key.Location.Error($"'{key.Text}' cannot name a param. Use letters, digits, '_' and '-', and not 'out'.");
            }

            if (matrix.Names.Contains(key.Text))
            {
                throw key.Location.Error($"'{key.Text}' is a param, and 'matrix' gives it values. Keep one of the two.");
            }

            values[key.Text] = MapReader.RequireScalar(value, $"param '{key.Text}'");
        }

        foreach (var change in overrides.Where(change => change.Stage is null && !matrix.Has(change.Name)))
        {
            values[change.Name] = values.ContainsKey(change.Name)
                ? change.ToScalar()
                : throw change.Location.Error($"the pipeline has no param '{change.Name}'. {NearestWord.Hint(change.Name, [.. values.Keys])}");
        }

        return new ParameterTable(values.ToImmutable(), [.. matrix.Names]);
    }

    private static void CheckOverriddenStages(IReadOnlyList<Override> overrides, IReadOnlyCollection<string> stages)
    {
        foreach (var change in overrides.Where(change => change.Stage is { } stage && !stages.Contains(stage)))
        {
            throw change.Location.Error($"the pipeline has no stage '{change.Stage}'. {NearestWord.Hint(change.Stage!, stages)}");
        }
    }

    /// <summary>An out is replaced when its stage runs, so it must not hold the pipeline itself.</summary>
    private static void CheckOutsSpareThePipeline(PipelineDefinition pipeline)
    {
        var here = new SourceLocation(pipeline.File);
        string[] kept = [PipelinePath.Create(pipeline.File, here).Value, PipelinePath.Create(pipeline.LockFile, here).Value, StateFolder.Name];
        foreach (var path in pipeline.Stages.SelectMany(stage => stage.Outs))
        {
            if (path.IsHereOrAbove || kept.Any(path.Contains) || new PipelinePath(StateFolder.Name, here).Contains(path.Value))
            {
                throw path.Location.Error($"the out '{path}' would be replaced together with the pipeline that makes it. Name a file or folder of its own.");
            }
        }
    }

    /// <summary>Whether a text can name a stage or a param.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && text[0] != '-';
}
