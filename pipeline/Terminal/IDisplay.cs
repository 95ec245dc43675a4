using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>Shows a run to a person.</summary>
internal interface IDisplay : IRunObserver
{
    /// <summary>Does some work and shows it meanwhile.</summary>
    /// <param name="work">The work, during which the observer's methods may be called.</param>
    void Show(Action work);
}
