namespace Gans.Torch.Tests;

[TestClass]
public sealed class TensorTests
{
    [TestMethod]
    public void From_Span_ComesBackEqual()
    {
        using var scope = new TensorScope();
        var tensor = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);

        Assert.AreEqual(new Shape(2, 3), tensor.Shape);
        CollectionAssert.AreEqual(new[] { 1f, 4f, 2f, 5f, 3f, 6f }, tensor.Transpose().ToArray<float>());
    }

    [TestMethod]
    public void From_WrongCount_NamesBoth()
    {
        var failure = Assert.ThrowsExactly<ShapeException>(() => Tensor.From([1f, 2f, 3f], 2, 2));

        StringAssert.Contains(failure.Message, "3 values cannot fill shape [2, 2]", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Call_WithShapesThatDoNotFit_NamesTheOperatorAndTheShapes()
    {
        using var scope = new TensorScope();
        var left = Tensor.Zeros([2, 3]);
        var right = Tensor.Zeros([2, 3]);

        var failure = Assert.ThrowsExactly<TorchException>(() => left.MatMul(right));

        StringAssert.StartsWith(failure.Message, "aten::matmul of [2, 3] [2, 3]: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Dispose_ThenUse_NamesTheShape()
    {
        var tensor = Tensor.Zeros([2, 3]);
        tensor.Dispose();

        var failure = Assert.ThrowsExactly<ObjectDisposedException>(() => tensor + 1);

        StringAssert.Contains(failure.Message, "[2, 3]", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(DType.Float32)]
    [DataRow(DType.Float64)]
    [DataRow(DType.Float16)]
    [DataRow(DType.BFloat16)]
    [DataRow(DType.Int64)]
    [DataRow(DType.Int32)]
    [DataRow(DType.UInt8)]
    public void To_Type_KeepsSmallIntegers(DType type)
    {
        using var scope = new TensorScope();

        var back = Tensor.From([0.0, 1, 2, 100], 4).To(type).To(DType.Float64).ToArray<double>();

        CollectionAssert.AreEqual(new[] { 0.0, 1, 2, 100 }, back);
    }

    [TestMethod]
    public void RandomNormal_AfterStateIsRestored_Repeats()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(7);
        _ = Tensor.RandomNormal([5]);
        var state = TorchRandom.GetState();
        var first = Tensor.RandomNormal([1000]).ToArray<float>();

        TorchRandom.SetState(state);

        CollectionAssert.AreEqual(first, Tensor.RandomNormal([1000]).ToArray<float>());
    }
}
