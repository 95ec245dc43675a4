using System.Collections.Immutable;

namespace Gans.Pipeline.Reports;

/// <summary>What a report tells of the pipeline around it.</summary>
/// <param name="Name">Name of the pipeline.</param>
/// <param name="File">Path of its file.</param>
/// <param name="Text">Content of that file.</param>
/// <param name="Stages">Its stages in the order in which they run.</param>
internal sealed record PipelineFacts(string Name, string File, string Text, ImmutableArray<StageFacts> Stages);

/// <summary>What a report tells of one stage.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Action">The built-in stage it uses, or its command.</param>
/// <param name="Parameters">Its parameters, by name.</param>
/// <param name="ElapsedSeconds">How long its last run took; null if that is not known.</param>
internal sealed record StageFacts(string Name, string Action, ImmutableSortedDictionary<string, string> Parameters, double? ElapsedSeconds);
