using System.Runtime.CompilerServices;

namespace Gans.Onnx.Tests;

[TestClass]
public sealed class HeldTests
{
    [TestMethod]
    [Description("A collection in the middle of a call must find the numbers of that call, three at most, held. Those of calls long past are let go.")]
    public void Number_AfterACollection_IsThereUntilManyMoreWereAskedFor()
    {
        var (real, whole) = Ask();
        GC.Collect();
        Assert.IsTrue(real.IsAlive && whole.IsAlive);

        for (var i = 0; i < 1000; i++)
        {
            Held.Number(i);
        }

        GC.Collect();
        Assert.IsFalse(real.IsAlive || whole.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // so that no register of the test itself holds them
    private static (WeakReference Real, WeakReference Whole) Ask() => (new(Held.Number(0.5)), new(Held.Number(7)));
}
