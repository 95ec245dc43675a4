namespace Gans.Torch.Tests;

[TestClass]
public sealed class TensorScopeTests
{
    [TestMethod]
    public void Dispose_FreesAllButWhatIsKept()
    {
        var before = TorchRuntime.LiveTensorCount;
        Tensor kept;
        using (var scope = new TensorScope())
        {
            var x = Tensor.Ones([3]);
            kept = scope.Keep((x + 1) * 2);
        }

        Assert.AreEqual(before + 1, TorchRuntime.LiveTensorCount);
        CollectionAssert.AreEqual(new[] { 4f, 4, 4 }, kept.ToArray<float>());
        kept.Dispose();
        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }

    [TestMethod]
    public void Keep_InsideAnotherScope_MovesToTheOuterOne()
    {
        var before = TorchRuntime.LiveTensorCount;
        using (new TensorScope())
        {
            using (var inner = new TensorScope())
            {
                inner.Keep(Tensor.Ones([3]));
            }

            Assert.AreEqual(before + 1, TorchRuntime.LiveTensorCount);
        }

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }

    [TestMethod]
    public void Dispose_OutOfOrder_IsRefused()
    {
        using var outer = new TensorScope();
        using (new TensorScope())
        {
            Assert.ThrowsExactly<InvalidOperationException>(outer.Dispose);
        }
    }

    [TestMethod]
    public void TrainingSteps_ByTheHundred_LeaveTheCountWhereItWas()
    {
        using var outer = new TensorScope();
        var weight = Tensor.RandomNormal([16, 1, 3, 3]);
        weight.RequiresGrad = true;
        using var adam = new Adam([weight], new AdamOptions());
        Step();
        var before = TorchRuntime.LiveTensorCount;

        for (var i = 0; i < 100; i++)
        {
            Step();
        }

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);

        void Step()
        {
            using var scope = new TensorScope();
            adam.Minimize(Tensor.RandomNormal([4, 1, 8, 8]).Conv2d(weight).LeakyRelu(0.2).Square().Mean());
        }
    }

    [TestMethod]
    [Description("A forgotten tensor costs memory until the collector runs, never a crash.")]
    public void Collect_AfterForgottenTensors_FreesThem()
    {
        var before = TorchRuntime.LiveTensorCount;
        Forget();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (var i = 0; i < 100; i++)
            {
                _ = Tensor.Ones([10]) + 1;
            }
        }
    }
}
