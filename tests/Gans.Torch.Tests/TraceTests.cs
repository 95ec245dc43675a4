using Gans.Torch.Door;

namespace Gans.Torch.Tests;

[TestClass]
public sealed class TraceTests
{
    [TestMethod]
    public void Record_OfConvolution_HasNamedArgumentsAndDefaults()
    {
        using var scope = new TensorScope();
        using var trace = new Trace();
        var x = Tensor.Ones([2, 3, 8, 8]);
        var weight = Tensor.Ones([4, 3, 3, 3]);
        var input = trace.DeclareInput(x, "x");
        trace.Name(weight, "conv.weight");

        Tensor y;
        using (Trace.Enter("block"))
        using (Trace.Enter("conv"))
        {
            y = x.Conv2d(weight, null, stride: 2, padding: 1);
        }

        trace.Stop();
        var call = trace.Calls.Single(recorded => recorded.Operator == "aten::conv2d");
        Assert.AreEqual("block.conv", call.ModulePath);
        Assert.AreEqual(input, call.Value("input"));
        Assert.AreEqual("conv.weight", call.Value("weight").Name);
        Assert.IsFalse(call.Has("bias"));
        CollectionAssert.AreEqual(new[] { 2L, 2 }, call.Ints("stride").ToArray());
        CollectionAssert.AreEqual(new[] { 1L, 1 }, call.Ints("dilation").ToArray());
        Assert.AreEqual(1, call.Int("groups"));
        Assert.AreEqual(trace.ValueOf(y), call.Result);
        Assert.AreEqual(new Shape(2, 4, 4, 4), call.Result.Shape);
    }

    [TestMethod]
    public void Record_OfTensorMadeInThePass_KeepsItsContentsPastItsScope()
    {
        using var trace = new Trace();
        using (new TensorScope())
        {
            var x = Tensor.Ones([2]);
            trace.DeclareInput(x, "x");
            _ = x + Tensor.From([3f, 4f], 2);
        }

        trace.Stop();
        var sum = trace.Calls.Single(call => call.Operator == "aten::add");
        CollectionAssert.AreEqual(new[] { 3f, 4 }, trace.ContentsOf(sum.Value("other"))?.ToArray<float>());
        Assert.IsNull(trace.ContentsOf(sum.Result), "A result that depends on an input is not a constant.");
    }

    [TestMethod]
    public void Record_OfCallsOnConstantsAlone_KeepsTheirResults()
    {
        using var trace = new Trace();
        using (new TensorScope())
        {
            var weight = Tensor.From([3f, 4f], 2);
            trace.Name(weight, "weight");
            _ = (weight * 2).Exp();
        }

        trace.Stop();
        var product = trace.Calls.Single(call => call.Operator == "aten::mul").Result;
        CollectionAssert.AreEqual(new[] { 6f, 8 }, trace.ContentsOf(product)?.ToArray<float>());
    }

    [TestMethod]
    public void DeclareInput_OfTensorMadeWhileTracing_HasAnIdOfItsOwn()
    {
        using var trace = new Trace();
        using var scope = new TensorScope();
        var input = trace.DeclareInput(Tensor.Ones([2]), "x");
        trace.Name(Tensor.From([1f], 1), "weight");
        var next = trace.ValueOf(Tensor.Ones([2]));

        Assert.AreNotEqual(input.Id, next.Id);
    }

    [TestMethod]
    public void Record_OfInPlaceOperation_IsRefusedByName()
    {
        using var scope = new TensorScope();
        using var trace = new Trace();
        var x = Tensor.Ones([2]);

        using var path = Trace.Enter("block");
        var failure = Assert.ThrowsExactly<NotSupportedException>(() => x.MultiplyInPlace(2));

        StringAssert.Contains(failure.Message, "aten::mul_.Scalar in module 'block'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Parse_Schema_KnowsNamesTypesAndDefaults()
    {
        var schema = OperatorSchema.Parse("aten::conv2d(Tensor input, Tensor? bias=None, int[2] stride=[1, 1], *, bool flag=True) -> (Tensor)");

        CollectionAssert.AreEqual(new[] { "input", "bias", "stride", "flag" }, schema.Arguments.Select(argument => argument.Name).ToArray());
        CollectionAssert.AreEqual(new[] { null, "None", "[1, 1]", "True" }, schema.Arguments.Select(argument => argument.Default).ToArray());
        Assert.AreEqual("int[2]", schema.Arguments[2].Type);
    }
}
