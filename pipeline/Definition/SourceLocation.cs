using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>Where a value was written: a place in a file, or an option of the command line.</summary>
/// <param name="Source">Path of the file as the user gave it, or the option, such as <c>--set train.epochs=3</c>.</param>
/// <param name="Line">Line, from 1; 0 where lines have no meaning.</param>
/// <param name="Column">Column, from 1; 0 where columns have no meaning.</param>
internal sealed record SourceLocation(string Source, int Line = 0, int Column = 0)
{
    /// <summary>An error at this place.</summary>
    /// <param name="message">What was found, what was needed, how to mend it. Line ends, which names from the file may hold, become spaces.</param>
    /// <param name="inner">What led to it, if anything.</param>
    public InvalidInputException Error(string message, Exception? inner = null) => new($"{this}: {message.ReplaceLineEndings(" ")}", inner);

    /// <summary><c>file:line:column</c>, or the source alone.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
