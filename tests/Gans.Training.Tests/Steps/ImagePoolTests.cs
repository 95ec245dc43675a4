using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapter 25 of Brownlee, section 25.5.</summary>
[TestClass]
public sealed class ImagePoolTests
{
    [TestMethod]
    public void Exchange_WhileItFills_ReturnsAndKeepsWhatItIsGiven()
    {
        using var scope = NewDisposeScope();
        var pool = new ImagePool(4, [1, 1, 1], CPU);

        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, Exchange(pool, 1, 2, 3));

        var state = pool.State("pool").ToDictionary();
        Assert.AreEqual(3, state["pool.count"].item<long>());
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 0 }, state["pool.images"].ToArray<float>());
    }

    [TestMethod]
    [Description("2,000 images come back as they are half of the time, with a deviation of 22; five of them bound it. Each old image comes back once at most.")]
    public void Exchange_OnceFull_ReturnsOldImagesHalfOfTheTime()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var pool = new ImagePool(50, [1, 1, 1], CPU);
        Exchange(pool, [.. Enumerable.Range(0, 50).Select(static value => (float)value)]);
        var returned = new List<float>();

        for (var value = 50; value < 2050; value++)
        {
            returned.Add(Exchange(pool, value)[0]);
        }

        var fresh = returned.Where((value, place) => value == place + 50).Count();
        Assert.AreEqual(1000, fresh, 112);
        var old = returned.Where((value, place) => value != place + 50).ToArray();
        Assert.HasCount(old.Length, old.Distinct().ToArray());
        Assert.IsTrue(returned.Select(static (value, place) => place + 50 - value).All(static age => age >= 0), "nothing comes back before it was given");
    }

    [TestMethod]
    public void Exchange_PoolOfNone_ReturnsWhatItIsGiven()
    {
        using var scope = NewDisposeScope();
        var pool = new ImagePool(0, [1, 1, 1], CPU);

        CollectionAssert.AreEqual(new[] { 1f, 2 }, Exchange(pool, 1, 2));
    }

    private static float[] Exchange(ImagePool pool, params float[] values) => pool.Exchange(tensor(values, [values.Length, 1, 1, 1])).ToArray<float>();
}
