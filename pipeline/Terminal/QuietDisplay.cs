using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>Shows nothing.</summary>
internal sealed class QuietDisplay : IDisplay
{
    /// <inheritdoc/>
    public void Show(Action work) => work();

    /// <inheritdoc/>
    public void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes)
    {
    }

    /// <inheritdoc/>
    public void Progressed(string stage, StageProgress progress)
    {
    }

    /// <inheritdoc/>
    public void Printed(string stage, string line)
    {
    }

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome)
    {
    }
}
