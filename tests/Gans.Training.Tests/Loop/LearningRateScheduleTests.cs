using Gans.Models;
using Gans.Training.Loop;

namespace Gans.Training.Tests.Loop;

[TestClass]
public sealed class LearningRateScheduleTests
{
    [TestMethod]
    [Description("By hand: of ten steps five keep the rate, then it falls by a fifth each, and the eleventh would have none.")]
    [DataRow(10L, "1 1 1 1 1 1 0.8 0.6 0.4 0.2")]
    [DataRow(3L, "1 1 0.5")]
    [DataRow(1L, "1")]
    public void RateShareOf_Linear_StaysThenFallsEvenlyToZero(long steps, string shares)
    {
        var plan = new TrainingPlan { Parts = [new(steps, StepsPerEpoch: 1, ImagesPerStep: 1)], Schedule = LearningRateSchedule.Linear };

        var found = Enumerable.Range(1, (int)steps).Select(step => Math.Round(plan.RateShareOf(step), 6));

        Assert.AreEqual(shares, string.Join(' ', found.Select(static share => share.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [TestMethod]
    [Description("By hand: half a period of a cosine over four steps, (1 + cos(k pi / 4)) / 2; and halves after every two.")]
    [DataRow(LearningRateSchedule.Cosine, "1 0.853553 0.5 0.146447")]
    [DataRow(LearningRateSchedule.Steps, "1 1 0.5 0.5")]
    public void RateShareOf_CosineAndSteps_Fall(LearningRateSchedule schedule, string shares)
    {
        var plan = new TrainingPlan { Parts = [new(4, StepsPerEpoch: 1, ImagesPerStep: 1)], Schedule = schedule, RateEvery = 2, RateFactor = 0.5 };

        var found = Enumerable.Range(1, 4).Select(step => Math.Round(plan.RateShareOf(step), 6));

        Assert.AreEqual(shares, string.Join(' ', found.Select(static share => share.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [TestMethod]
    public void RateShareOf_Constant_Stays() =>
        Assert.AreEqual(1.0, new TrainingPlan { Parts = [new(10, StepsPerEpoch: 1, ImagesPerStep: 1)] }.RateShareOf(10));

    [TestMethod]
    [Description("By hand: a part of its own rate; both fall together.")]
    public void RateShareOf_Parts_IsTheirsTimesTheSchedules()
    {
        TrainingPart[] parts = [new(3, 3, 8), new(1, 1, 4) { RateShare = 1.5, AveragingShare = 0.5 }];

        var (steady, falling) = (new TrainingPlan { Parts = parts }, new TrainingPlan { Parts = parts, Schedule = LearningRateSchedule.Linear });

        Assert.AreEqual((1.0, 1.5, 0.75), (steady.RateShareOf(3), steady.RateShareOf(4), falling.RateShareOf(4)));
        Assert.AreEqual((1.0, 0.5), (steady.AveragingShareOf(3), steady.AveragingShareOf(4)));
    }
}
