using Gans.Training.Measures;

namespace Gans.Training.Steps;

/// <summary>One line of an algorithm's box of a translation: which network sees which of the step's images, and is trained by what.</summary>
internal interface ITranslationUpdate
{
    /// <summary>Makes the update.</summary>
    /// <param name="round">The step's images.</param>
    /// <param name="losses">Where losses are noted.</param>
    void Run(TranslationRound round, LossLog losses);
}
