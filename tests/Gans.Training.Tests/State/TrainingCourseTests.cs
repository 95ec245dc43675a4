using Gans.Training.State;

namespace Gans.Training.Tests.State;

[TestClass]
public sealed class TrainingCourseTests
{
    [TestMethod]
    [Description("By hand: 100 updates unjudged, 60 stable, 200 failing, 40 unsettled.")]
    public void Of_Verdicts_WeighsThemByUpdates()
    {
        var course = TrainingCourse.Of(
        [
            (100, TrainingCondition.Unjudged), (160, TrainingCondition.Stable), (350, TrainingCondition.ConvergenceFailure),
            (390, TrainingCondition.Unsettled), (400, TrainingCondition.ConvergenceFailure),
        ]);

        Assert.AreEqual(TrainingCondition.ConvergenceFailure, course.Condition);
        CollectionAssert.AreEqual(
            new[] { TrainingCondition.ConvergenceFailure, TrainingCondition.Stable, TrainingCondition.Unsettled }, course.Shares.Keys.ToArray());
        CollectionAssert.AreEqual(new[] { 2.0 / 3, 0.2, 2.0 / 15 }, course.Shares.Values.ToArray());
    }

    [TestMethod]
    public void Of_NothingJudged_IsUnjudged()
    {
        Assert.AreEqual(TrainingCondition.Unjudged, TrainingCourse.Of([]).Condition);
        Assert.AreEqual(TrainingCondition.Unjudged, TrainingCourse.Of([(20, TrainingCondition.Unjudged)]).Condition);
        Assert.IsEmpty(TrainingCourse.Of([(20, TrainingCondition.Unjudged)]).Shares);
    }
}
