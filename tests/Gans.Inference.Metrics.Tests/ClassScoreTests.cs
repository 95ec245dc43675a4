namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class ClassScoreTests
{
    [TestMethod]
    [Description("Chapter 12 of Brownlee: 2.999999999999999 is printed by the source; the gap to 3 is epsilon's.")]
    public void InceptionScore_OneSureImageAClass_IsTheNumberOfClasses()
    {
        Assert.AreEqual(2.999999999999999, Score(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }), 1e-12);
        Assert.AreEqual(9.999999999999984, Score(Identity(10)), 1e-12);
    }

    [TestMethod]
    [Description("Chapter 12 of Brownlee: 1.0 is printed by the source. Rows that do not sum to 1 stay as they are.")]
    public void InceptionScore_EqualRows_IsOne()
    {
        Assert.AreEqual(1, Score(Repeat([0.33, 0.33, 0.33])), 1e-12);
        Assert.AreEqual(1, Score(Repeat([1 / 3.0, 1 / 3.0, 1 / 3.0])), 1e-12);
        Assert.AreEqual(1, Score(Repeat([1, 0, 0])), 1e-12);
    }

    [TestMethod]
    [Description("Chapter 12 of Brownlee.")]
    public void InceptionScore_InBetween_GivesTheSpecsValues()
    {
        Assert.AreEqual(1.8898815748423095, Score(new double[,] { { 1, 0, 0 }, { 1, 0, 0 }, { 0, 1, 0 } }), 1e-12);
        Assert.AreEqual(1.5834094929274731, Score(new double[,] { { .8, .1, .1 }, { .1, .8, .1 }, { .1, .1, .8 } }), 1e-12);
    }

    [TestMethod]
    [Description("By hand: softmax of great logits is sure, so that a split scores the number of its classes: 1, 2, 2; the seventh row is in no split. "
        + "Mean 5/3, variance 2/9.")]
    public void InceptionScore_Splits_MeanAndPopulationDeviation()
    {
        var logits = Logits([0, 0, 0, 1, 1, 0, 1], classes: 2);

        var (mean, deviation) = InceptionScore.Compute(logits, splits: 3);

        Assert.AreEqual(5.0 / 3, mean, 1e-9);
        Assert.AreEqual(Math.Sqrt(2.0 / 9), deviation, 1e-9);
    }

    [TestMethod]
    public void InceptionScore_InAnOrder_DealsRowsByIt()
    {
        var (mean, deviation) = InceptionScore.Compute(Logits([0, 0, 1, 1], classes: 2), splits: 2, order: [0, 2, 1, 3]);

        Assert.AreEqual((2.0, 0.0), (Math.Round(mean, 9), Math.Round(deviation, 9)));
    }

    [TestMethod]
    public void InceptionScore_FewerImagesThanSplits_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => InceptionScore.Compute(Logits([0, 1], classes: 2), splits: 3));
    }

    [TestMethod]
    [Description("With p(y) the exact mean it equals the Inception Score.")]
    public void ModeScore_AnyRealSet_EqualsTheInceptionScore()
    {
        double[,] fake = { { .8, .1, .1 }, { .1, .8, .1 }, { .2, .2, .6 } };
        var real = ClassProbabilities.FromRows(new double[,] { { .5, .3, .2 }, { .1, .1, .8 } });

        Assert.AreEqual(Score(fake), ModeScore.Compute(ClassProbabilities.FromRows(fake), real), 1e-12);
    }

    [TestMethod]
    [Description("0 for sure predictions in the real proportions; ln 2 for a coin's toss; "
        + "by hand 0.5 ln(0.5/0.75) + 0.5 ln(0.5/0.25) for proportions 3:1 against 1:1.")]
    public void AmScore_KnownSets_GivesTheValuesByHand()
    {
        var even = ClassProbabilities.FromRows(Identity(2));

        Assert.AreEqual(0, AmScore.Compute(ClassProbabilities.FromRows(Identity(2)), even), 1e-12);
        Assert.AreEqual(Math.Log(2), AmScore.Compute(ClassProbabilities.FromRows(new double[,] { { .5, .5 } }), even), 1e-12);
        Assert.AreEqual(
            0.5 * Math.Log(0.5 / 0.75) + 0.5 * Math.Log(0.5 / 0.25),
            AmScore.Compute(ClassProbabilities.FromRows(new double[,] { { 1, 0 }, { 1, 0 }, { 1, 0 }, { 0, 1 } }), even), 1e-12);
    }

    [TestMethod]
    public void ClassificationScore_ThreeOfFour_IsThreeQuarters()
    {
        Assert.AreEqual(0.75, ClassificationScore.Compute(Logits([0, 1, 2, 1], classes: 3), [0, 1, 2, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => ClassificationScore.Compute(Logits([0, 1], classes: 2), [0]));
    }

    [TestMethod]
    [Description("By hand: entropies ln 2 of the values, 0.562335 of the classes (3 and 1 of 4), 1.039721 of both (2, 1 and 1 of 4); "
        + "2 (0.693147 + 0.562335 - 1.039721) / 1.255482.")]
    public void CodeInformation_ByHand_AndWhateverTheNamesOfClasses()
    {
        Assert.AreEqual(0.343711, CodeInformation.Compute(Logits([0, 0, 0, 1], classes: 3), [0, 0, 1, 1]), 1e-6);
        Assert.AreEqual(1, CodeInformation.Compute(Logits([2, 2, 0, 1], classes: 3), [7, 7, 1, 0]), 1e-12);
        Assert.AreEqual(0, CodeInformation.Compute(Logits([0, 1, 0, 1], classes: 2), [0, 0, 1, 1]), 1e-12);
        Assert.AreEqual(0, CodeInformation.Compute(Logits([1, 1], classes: 2), [0, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => CodeInformation.Compute(Logits([0, 1], classes: 2), [0]));
    }

    private static double Score(double[,] probabilities) => InceptionScore.Compute(ClassProbabilities.FromRows(probabilities));

    private static FeatureRows Logits(int[] classOfRow, int classes) =>
        FeatureRows.Of([.. classOfRow.SelectMany(sure => Enumerable.Range(0, classes).Select(k => k == sure ? 1000f : 0))], classes);

    private static double[,] Repeat(double[] row)
    {
        var rows = new double[3, row.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i / row.Length, i % row.Length] = row[i % row.Length];
        }

        return rows;
    }

    private static double[,] Identity(int size)
    {
        var rows = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            rows[i, i] = 1;
        }

        return rows;
    }
}
