using System.Reflection;
using System.Reflection.Emit;

namespace Gans.Models.Tests;

/// <summary>Models of assemblies that are made here, as if a compiler had.</summary>
[TestClass]
public sealed class ModelRegistryTests
{
    [TestMethod]
    public void WithAssemblies_OwnModel_IsFoundAndSaysWhereItIsFrom()
    {
        using var folder = new TemporaryFolder();
        Own("Mine", ("my-gan", typeof(NamedModel))).Save(folder["Mine.dll"]);

        var models = ModelRegistry.Shipped.WithAssemblies(folder["Mine.dll"]);

        Assert.IsTrue(models.TryGet("my-gan", out var model));
        Assert.IsInstanceOfType<GanModel>(model);
        Assert.AreEqual(new ModelOrigin("Mine.dll", folder.Digest("Mine.dll").ToLowerInvariant()), models.OriginOf("my-gan"));
        Assert.IsNull(models.OriginOf("dcgan-fashion"));
        CollectionAssert.AreEqual(models.Names.Order(StringComparer.Ordinal).ToList(), models.Names.ToList());
        Assert.IsFalse(ModelRegistry.Shipped.TryGet("my-gan", out _));
    }

    [TestMethod]
    [Description("The base of its model is in another assembly beside it, which Gans does not have.")]
    public void WithAssemblies_WhatItNeedsBesides_IsLoadedFromBesideIt()
    {
        using var folder = new TemporaryFolder();
        var parts = new PersistedAssemblyBuilder(new AssemblyName("Parts"), typeof(object).Assembly);
        var parent = Derive(parts, typeof(NamedModel));
        parts.Save(folder["Parts.dll"]);
        Own("Mine", ("", parent)).Save(folder["Mine.dll"]);

        Assert.IsTrue(ModelRegistry.Shipped.WithAssemblies(folder["Mine.dll"]).TryGet("unnamed", out _));

        File.Delete(folder["Parts.dll"]);
        AssertRefused(folder["Mine.dll"], "found that it does not fit", "Parts", "leave what it needs besides where it was built");
    }

    [TestMethod]
    [Description("Built anew while it is in use, as a pipeline may do.")]
    public void WithAssemblies_FileReplacedMeanwhile_IsTheNewOne()
    {
        using var folder = new TemporaryFolder();
        Own("Mine", ("first", typeof(NamedModel))).Save(folder["Mine.dll"]);
        var first = ModelRegistry.Shipped.WithAssemblies(folder["Mine.dll"]);
        Own("Mine", ("second", typeof(NamedModel))).Save(folder["Mine.dll"]);

        var second = ModelRegistry.Shipped.WithAssemblies(folder["Mine.dll"]);

        Assert.IsTrue(first.TryGet("first", out _));
        Assert.IsTrue(second.TryGet("second", out _));
        Assert.IsFalse(second.TryGet("first", out _));
    }

    [TestMethod]
    public void WithAssemblies_NoFile_IsRefused() =>
        AssertRefused("nowhere/Mine.dll", "Loading models of nowhere/Mine.dll: found no such file", "dotnet build");

    [TestMethod]
    public void WithAssemblies_NoAssembly_IsRefused()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("Mine.dll", "no assembly"), "found no .NET assembly", "dotnet build");
    }

    [TestMethod]
    public void WithAssemblies_NoModelInside_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Own("Mine").Save(folder["Mine.dll"]);
        AssertRefused(folder["Mine.dll"], "found no model", "derives from GanModel");
    }

    [TestMethod]
    public void WithAssemblies_BuiltAgainstAnotherVersion_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var later = new PersistedAssemblyBuilder(new AssemblyName("Gans.Models") { Version = new Version(9, 1, 0, 0) }, typeof(object).Assembly);
        Own("Mine", ("my-gan", Derive(later, typeof(object)))).Save(folder["Mine.dll"]);

        AssertRefused(folder["Mine.dll"], $"built against Gans.Models 9.1.0, needed {typeof(GanModel).Assembly.GetName().Version!.ToString(3)}");
    }

    [TestMethod]
    [Description("Of the same number, but with a class that is not here any more.")]
    public void WithAssemblies_BuiltAgainstAnotherBuild_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var other = new PersistedAssemblyBuilder(typeof(GanModel).Assembly.GetName(), typeof(object).Assembly);
        Own("Mine", ("my-gan", Derive(other, typeof(object)))).Save(folder["Mine.dll"]);

        AssertRefused(folder["Mine.dll"], "found that it does not fit", "Own.Base", "Build it again");
    }

    [TestMethod]
    [DataRow("dcgan-fashion", "found Own.Model0 with the name 'dcgan-fashion', which is that of Gans.Models.Fashion.DcganFashion")]
    [DataRow("my gan", "found Own.Model0 with the name 'my gan'")]
    [DataRow("", "found Own.Model0 with the name ''")]
    [DataRow("throws", "making a Own.Model0 throws InvalidOperationException: Out of luck.")]
    public void WithAssemblies_ModelThatCannotBeTaken_IsRefused(string name, string part)
    {
        using var folder = new TemporaryFolder();
        Own("Mine", (name, typeof(NamedModel))).Save(folder["Mine.dll"]);
        AssertRefused(folder["Mine.dll"], part);
    }

    [TestMethod]
    public void WithAssemblies_TwoOfOneName_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Own("Mine", ("twin", typeof(NamedModel)), ("twin", typeof(NamedModel))).Save(folder["Mine.dll"]);
        AssertRefused(folder["Mine.dll"], "found Own.Model1 with the name 'twin', which is that of Own.Model0");
    }

    [TestMethod]
    public void With_Instance_IsFoundUnlessItsNameIsTaken()
    {
        var models = ModelRegistry.Shipped.With(new NamedModel("my-gan"));

        Assert.IsTrue(models.TryGet("my-gan", out _));
        Assert.IsNull(models.OriginOf("my-gan"));
        Refusal.AssertOneLine(() => models.With(new NamedModel("my-gan")), "Adding Gans.Models.Tests.NamedModel", "Change its Name");
    }

    private static void AssertRefused(string path, params string[] parts) =>
        Refusal.AssertOneLine(() => ModelRegistry.Shipped.WithAssemblies(path), parts);

    /// <summary>An assembly with a class for each model, whose constructor hands its name on.</summary>
    private static PersistedAssemblyBuilder Own(string assembly, params (string Name, Type Base)[] models)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(assembly), typeof(object).Assembly);
        var module = builder.DefineDynamicModule(assembly);
        for (var i = 0; i < models.Length; i++)
        {
            var type = module.DefineType($"Own.Model{i}", TypeAttributes.Public, models[i].Base);
            var takesName = models[i].Base == typeof(NamedModel);
            var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            if (takesName)
            {
                code.Emit(OpCodes.Ldstr, models[i].Name);
            }

            code.Emit(OpCodes.Call, models[i].Base.GetConstructor(takesName ? [typeof(string)] : [])!);
            code.Emit(OpCodes.Ret);
            type.CreateType();
        }

        return builder;
    }

    /// <summary>A class to derive from in an assembly of its own.</summary>
    private static Type Derive(PersistedAssemblyBuilder assembly, Type parent)
    {
        var type = assembly.DefineDynamicModule("other").DefineType("Own.Base", TypeAttributes.Public, parent);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        return type.CreateType();
    }
}

/// <summary>A model with the name that it is given.</summary>
public class NamedModel : GanModel
{
    private readonly string name;

    public NamedModel()
        : this("unnamed")
    {
    }

    public NamedModel(string name) => this.name = name == "throws" ? throw new InvalidOperationException("Out of luck.") : name;

    public override string Name => name;

    public override string Description => "A double";

    public override GanSettings Settings => new();

    public override string? Reject(DataShape data) => null;

    public override Generator CreateGenerator(GanSettings settings, DataShape data) => new LayeredGenerator(settings.LatentSize, []);

    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) => new LayeredDiscriminator([]);
}
