using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Training.Tests.State;

/// <summary>Chapter 10 of Brownlee, on series like those that it shows.</summary>
[TestClass]
public sealed class TrainingStateRecognizerTests
{
    [TestMethod]
    [DataRow(0.593, 0.611, 1.242, 0.75, 0.67, TrainingCondition.Stable, DisplayName = "E1, its last lines")]
    [DataRow(0.0, 0.0, 0.001, 1.0, 1.0, TrainingCondition.ConvergenceFailure, DisplayName = "E3, its last lines")]
    [DataRow(0.0, 0.0, 10.42, 1.0, 1.0, TrainingCondition.ConvergenceFailure, DisplayName = "E4, its last lines")]
    [DataRow(0.14, 0.10, 3.9, 0.96, 0.97, TrainingCondition.ConvergenceFailure, DisplayName = "E4 while the discriminator loses for some updates")]
    [DataRow(0.25, 0.24, 1.4, 0.93, 0.97, TrainingCondition.Unsettled, DisplayName = "E2 at its most uneven, were its samples unlike each other")]
    [DataRow(0.593, 0.611, 4.0, 0.75, 0.67, TrainingCondition.Unsettled, DisplayName = "a generator that loses")]
    [DataRow(0.593, 0.611, 1.242, 0.5, 0.67, TrainingCondition.Unsettled, DisplayName = "a discriminator that guesses")]
    public void Judge_SteadyLosses_TellsTheCondition(double real, double fake, double generator, double onReal, double onFake, TrainingCondition expected)
    {
        var recognizer = Watch(200, _ => (real, fake, generator, onReal, onFake));

        Assert.AreEqual(expected, recognizer.Judge(null).Condition);
    }

    [TestMethod]
    [DataRow(0.2, TrainingCondition.ModeCollapse)]
    [DataRow(0.9, TrainingCondition.Unsettled)]
    [Description("E2: generated images are told easily and the generator's loss swings every 25 updates; that samples are alike decides.")]
    public void Judge_SwingingLoss_IsModeCollapseWhereSamplesAreAlike(double diversity, TrainingCondition expected)
    {
        var recognizer = Watch(200, step => (0.321, 0.330, 0.9 + (0.3 * Math.Sin(2 * Math.PI * step / 25)), 0.9, 0.96));

        Assert.IsTrue(recognizer.SuspectsCollapse);
        var verdict = recognizer.Judge(diversity);
        Assert.AreEqual(expected, verdict.Condition);
        StringAssert.Contains(verdict.Reason, "generator loss swings every 25 updates", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Judge_FirstUpdates_AreNotJudged() =>
        Assert.AreEqual(TrainingCondition.Unjudged, Watch(100, _ => (0, 0, 0, 1, 1)).Judge(null).Condition);

    [TestMethod]
    public void Judge_CriticWithoutAccuracies_SaysThatScoresHaveNoScale()
    {
        var recognizer = new TrainingStateRecognizer(new StateThresholds(), BlindLoss.CrossEntropy);
        for (var step = 1; step <= 200; step++)
        {
            recognizer.Add(
                new StepMeans(step, new Dictionary<string, double> { ["discriminator_real"] = 0, ["generator"] = 0 }, new Dictionary<string, double>()));
        }

        Assert.AreEqual(new TrainingVerdict(TrainingCondition.Unjudged, "losses of this kind have no scale"), recognizer.Judge(null));
    }

    [TestMethod]
    public void Judge_FromWhatACheckpointKeeps_IsTheSame()
    {
        var recognizer = Watch(300, step => (0.6, 0.6, 1 + (0.2 * Math.Sin(step)), 0.7, 0.7));
        var resumed = new TrainingStateRecognizer(new StateThresholds(), BlindLoss.CrossEntropy);
        recognizer.Recent.ToList().ForEach(resumed.Add);

        Assert.AreEqual(recognizer.Judge(null), resumed.Judge(null));
    }

    [TestMethod]
    [DataRow(null, true)]
    [DataRow(0.9, true)]
    [DataRow(0.3, false, DisplayName = "of few images")]
    [Description("Chapter 10 of Brownlee: losses near ln 2, accuracies from 0.4 to 0.6, as a converged gan-1d has.")]
    public void Judge_DiscriminatorThatGuesses_IsBalancedWhereSamplesAreDiverse(double? diversity, bool expected)
    {
        var recognizer = Watch(200, _ => (0.69, 0.69, 0.70, 0.52, 0.54));

        Assert.IsTrue(recognizer.HangsOnDiversity);
        Assert.AreEqual(expected, recognizer.Judge(diversity).Condition == TrainingCondition.Balanced);
    }

    [TestMethod]
    [DataRow(0.593, 0.611, 1.242, 0.52, 0.67, "52% of real images told, below 55%: discriminator 0.60, ")]
    [DataRow(0.593, 0.611, 1.242, 0.75, 0.92, "92% of generated images told, above 90%: ")]
    [DataRow(0.593, 0.611, 4.0, 0.75, 0.67, "a loss of the generator of 4.00, above 2.50: ")]
    [DataRow(0.25, 0.24, 1.4, 0.8, 0.8, "a loss of the discriminator of 0.245, below 0.40: ")]
    [Description("The first bound that fails is told, with the figure and the bound.")]
    public void Judge_Unsettled_TellsTheBoundThatFails(double real, double fake, double generator, double onReal, double onFake, string expected)
    {
        var verdict = Watch(200, _ => (real, fake, generator, onReal, onFake)).Judge(null);

        Assert.AreEqual(TrainingCondition.Unsettled, verdict.Condition);
        StringAssert.StartsWith(verdict.Reason, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(0.22, 0.40, 0.7, TrainingCondition.Stable)]
    [DataRow(0.25, 0.25, 0.5, TrainingCondition.Balanced)]
    [DataRow(0.01, 0.95, 1.0, TrainingCondition.ConvergenceFailure)]
    [Description("0.25 is to least squares what ln 2 is to cross-entropy: stable is 0.144 to 0.289 for the discriminator, 0.18 to 0.90 for the generator.")]
    public void Judge_LeastSquares_IsJudgedByItsOwnScale(double discriminator, double generator, double told, TrainingCondition expected)
    {
        var recognizer = Watch(200, _ => (discriminator, discriminator, generator, told, told), new LeastSquaresLoss().Blind);

        Assert.AreEqual(expected, recognizer.Judge(1).Condition);
    }

    [TestMethod]
    [Description("A hinge generator's loss is minus a mean score, whose size says nothing.")]
    public void Judge_Hinge_LooksAtNoLossOfTheGenerator() =>
        Assert.AreEqual(TrainingCondition.Stable, Watch(200, _ => (0.9, 0.9, 17, 0.7, 0.7), new HingeLoss().Blind).Judge(null).Condition);

    [TestMethod]
    public void Judge_OtherThresholds_AreHeeded()
    {
        var strict = new StateThresholds { StableAccuracyMax = 0.6 };

        Assert.AreEqual(TrainingCondition.Stable, Watch(200, _ => (0.6, 0.6, 1.2, 0.7, 0.7)).Judge(null).Condition);
        Assert.AreEqual(TrainingCondition.Unsettled, Watch(200, _ => (0.6, 0.6, 1.2, 0.7, 0.7), thresholds: strict).Judge(null).Condition);
    }

    private static TrainingStateRecognizer Watch(
        int steps,
        Func<int, (double Real, double Fake, double Generator, double OnReal, double OnFake)> series,
        BlindLoss? blind = null,
        StateThresholds? thresholds = null)
    {
        var recognizer = new TrainingStateRecognizer(thresholds ?? new StateThresholds(), blind ?? BlindLoss.CrossEntropy);
        for (var step = 1; step <= steps; step++)
        {
            var (real, fake, generator, onReal, onFake) = series(step);
            recognizer.Add(new StepMeans(
                step,
                new Dictionary<string, double> { ["discriminator_real"] = real, ["discriminator_fake"] = fake, ["generator"] = generator },
                new Dictionary<string, double> { ["real"] = onReal, ["fake"] = onFake }));
        }

        return recognizer;
    }
}
