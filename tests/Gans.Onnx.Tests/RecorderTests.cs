using Gans.Onnx.Tests.Support;
using TorchSharp;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests;

/// <summary>What a record sees of a network, and what it refuses.</summary>
[TestClass]
public sealed class RecorderTests
{
    private static readonly OnnxInput X = new("x", [N, 4]);

    [TestMethod]
    public void Write_Sequential_NamesAreModulePaths()
    {
        using var network = Sequential(("first", Linear(4, 8)), ("act", ReLU()), ("last", Linear(8, 2)));

        var (report, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "first/Gemm", "act/Relu", "last/Gemm" }, model.Graph.Node.Select(static node => node.Name).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { "first.weight", "first.bias", "last.weight", "last.bias" }, model.Graph.Initializer.Select(static tensor => tensor.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "first/Gemm_out" }, model.Graph.Node[0].Output.ToArray());
        CollectionAssert.AreEqual(new[] { "y" }, model.Graph.Node[2].Output.ToArray());
        Assert.AreEqual(3, report.Nodes);
    }

    [TestMethod]
    public void Write_FunctionalGlue_RefusedWithModuleShapeAndRemedy()
    {
        var (left, right) = (Linear(4, 8), Linear(8, 1));
        using var block = new Function(x => right.call(left.call(x) * 2), ("left", left), ("right", right));
        using var network = Sequential(("block", block));

        var refusal = Export.Refused(network, Export.Strict, X);

        Assert.AreEqual(
            "Exporting module 'block': found a Float32 [N, 8] as an input of Linear 'block.right', and no recorded call made it. "
            + "Write the functional code between modules "
            + "with Gans.Onnx.Ops, or put it in a module of its own that implements IOnnxModule, or export without Strict.",
            refusal.Message);
    }

    [TestMethod]
    public void Write_ForwardInsteadOfCall_RefusedWithThatRemedy()
    {
        var (left, right) = (Linear(4, 8), Linear(8, 1));
        using var network = new Function(x => right.call(left.forward(x)), ("left", left), ("right", right));

        var refusal = Export.Refused(network, Export.Strict, X);

        StringAssert.Contains(refusal.Message, "Never called: 'left' (Linear); where the code runs a module's forward, write call");
    }

    [TestMethod]
    public void Write_TracedResidual_AddsUnderTheBlocksPath()
    {
        var linear = Linear(4, 4);
        using var network = Sequential(("block", new Function(x => Ops.Add(linear.call(x), x), ("linear", linear))));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "block.linear/Gemm", "block/Add" }, model.Graph.Node.Select(static node => node.Name).ToArray());
    }

    [TestMethod]
    public void Write_ResultChangedInPlaceAfterwards_RefusedNeverStale()
    {
        var (left, right) = (Linear(4, 4), Linear(4, 1));
        using var network = new Function(
            x =>
            {
                var hidden = left.call(x);
                hidden.detach().mul_(2);
                return right.call(hidden);
            },
            ("left", left),
            ("right", right));

        var refusal = Export.Refused(network, Export.Strict, X);

        StringAssert.Contains(refusal.Message, "'left' was changed in place after it was made");
    }

    [TestMethod]
    public void Write_ArgumentOfInPlaceModuleUsedAgain_IsItsResult()
    {
        var (left, act, right) = (Linear(4, 4), ReLU(inplace: true), Linear(4, 1));
        using var network = new Function(
            x =>
            {
                var hidden = left.call(x);
                var positive = act.call(hidden);
                return right.call(Ops.Add(hidden, positive));
            },
            ("left", left),
            ("act", act),
            ("right", right));

        var (_, model) = Export.Run(network, Export.Strict, X);

        var sum = model.Graph.Node.Single(static node => node.OpType == "Add");
        Assert.AreEqual("act/Relu_out", sum.Input[0]);
        Assert.AreEqual("act/Relu_out", sum.Input[1]);
    }

    [TestMethod]
    public void Write_ModuleCalledTwice_StoresItsWeightOnce()
    {
        var linear = Linear(4, 4);
        using var network = new Function(x => linear.call(linear.call(x)), ("linear", linear));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "linear/Gemm", "linear/Gemm_2" }, model.Graph.Node.Select(static node => node.Name).ToArray());
        Assert.HasCount(2, model.Graph.Initializer);
    }

    [TestMethod]
    public void Write_ModuleList_PathsHaveItsIndices()
    {
        var list = ModuleList(Linear(4, 4), Linear(4, 4));
        using var network = new Function(x => list[1].call(list[0].call(x)), ("list", list));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "list.0/Gemm", "list.1/Gemm" }, model.Graph.Node.Select(static node => node.Name).ToArray());
    }

    [TestMethod]
    public void Write_ParameterUsedByTracedOperation_StoredUnderItsPath()
    {
        using var network = new Scaled();

        var (_, model) = Export.Run(network, Export.Strict, X);

        Assert.AreEqual("scale", model.Graph.Initializer.Single().Name);
    }

    [TestMethod]
    public void Write_OperationsOfParametersOnly_FoldedToOneTensor()
    {
        using var network = new Scaled(static scale => Ops.Exp(Ops.Multiply(scale, 2)));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "Mul" }, model.Ops().ToArray());
        Assert.HasCount(1, model.Graph.Initializer);
    }

    [TestMethod]
    public void Write_ResultThatNoOutputNeeds_IsDroppedEvenIfUnknown()
    {
        var (used, unused) = (Linear(4, 4), Linear(4, 4));
        using var network = new Function(
            x =>
            {
                unused.call(x * 2);
                return used.call(x);
            },
            ("used", used),
            ("unused", unused));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "used/Gemm" }, model.Graph.Node.Select(static node => node.Name).ToArray());
    }

    [TestMethod]
    public void Write_NetworkInTrainingMode_ExportedForInferenceAndPutBack()
    {
        var (norm, drop) = (BatchNorm1d(4), Dropout(0.5));
        drop.eval();
        using var network = Sequential(("norm", norm), ("drop", drop));
        network.train();
        drop.eval();

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "BatchNormalization" }, model.Ops().ToArray());
        Assert.IsTrue(network.training);
        Assert.IsTrue(norm.training);
        Assert.IsFalse(drop.training);
    }

    [TestMethod]
    public void Write_PassThatTurnsTrainingOn_Refused()
    {
        var drop = Dropout(0.5);
        using var network = new Function(
            x =>
            {
                drop.train();
                return drop.call(x);
            },
            ("drop", drop));

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "Exporting Dropout 'drop': it is in training mode during the pass");
    }

    [TestMethod]
    public void Write_BranchOnTheBatch_Refused()
    {
        var linear = Linear(4, 4);
        using var network = new Function(x => x.shape[0] > 2 ? linear.call(linear.call(x)) : linear.call(x), ("linear", linear));

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "the pass takes another way for other inputs or batch sizes");
    }

    [TestMethod]
    public void Write_OtherModuleForOtherBatches_RefusedWithBothNames()
    {
        var (tanh, relu) = (Tanh(), ReLU());
        using var network = new Function(x => x.shape[0] > 2 ? tanh.call(x) : relu.call(x), ("tanh", tanh), ("relu", relu));

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "one calls ReLU 'relu' where another calls Tanh 'tanh'");
    }

    [TestMethod]
    public void Write_NumberThatFollowsTheBatch_Refused()
    {
        using var network = new Function(static x => Ops.Multiply(x, 1.0 / x.shape[0]));

        Export.Refused(network, Export.Strict, X);
    }

    [TestMethod]
    public void Write_ConstantOfTheBatchsSize_Refused()
    {
        using var network = new Function(static x => Ops.Add(x, Ops.Constant(zeros(x.shape[0], 1))));

        Export.Refused(network, Export.Strict, X);
    }

    [TestMethod]
    public void Write_RandomConstant_Refused()
    {
        using var network = new Function(static x => Ops.Add(x, Ops.Constant(randn(4))));

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "it changed between two passes");
    }

    [TestMethod]
    public void Write_WithOwnSample_LeavesGeneratorHooksAndLiveTensorsAsTheyWere()
    {
        using var network = Sequential(("a", Linear(4, 4)), ("b", ReLU(inplace: true)));
        Export.Run(network, Export.Strict, X);
        random.manual_seed(7);
        using var before = randn(3);
        random.manual_seed(7);
        var alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Export.Run(network, Export.Strict, X);

        Assert.AreEqual(alive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        using var after = randn(3);
        Assert.IsTrue(before.Equals(after));
        Assert.IsNull(Gans.Onnx.Recording.Recorder.Current);
    }

    [TestMethod]
    public void Write_PassThatThrows_LeavesNoRecorder()
    {
        using var network = new Function(static _ => throw new InvalidOperationException("no"));

        Assert.ThrowsExactly<InvalidOperationException>(() => Export.Run(network, Export.Strict, X));

        Assert.IsNull(Gans.Onnx.Recording.Recorder.Current);
    }

    [TestMethod]
    public void Write_ThatIsRefused_LeavesLiveTensorsAsTheyWere()
    {
        var (linear, drop) = (Linear(4, 4), Dropout(0.5));
        using var network = new Function(
            x =>
            {
                drop.train();
                return drop.call(linear.call(x));
            },
            ("linear", linear),
            ("drop", drop));
        Export.Refused(network, Export.Strict, X);
        var alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Export.Refused(network, Export.Strict, X);

        Assert.AreEqual(alive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private sealed class Scaled : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter scale = Parameter(tensor(new[] { 1f, 2f, 3f, 4f }));
        private readonly Func<Tensor, Tensor>? change;

        internal Scaled(Func<Tensor, Tensor>? change = null)
            : base(nameof(Scaled))
        {
            this.change = change;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => Ops.Multiply(input, change is null ? scale : change(scale));
    }
}
