namespace Gans.Inference.Tests;

[TestClass]
public sealed class PublicSurfaceTests
{
    private const int MostTypes = 40;

    [TestMethod]
    [Description("What an app's author has to look through. That each has its documentation, the compiler sees; types that it makes up are to be none.")]
    public void PublicTypes_OfTheLibrary_AreFew()
    {
        var types = typeof(Generator).Assembly.GetExportedTypes();

        Assert.IsLessThanOrEqualTo(MostTypes, types.Length, string.Join('\n', types.Select(static type => type.FullName)));
        Assert.AreEqual("", string.Join('\n', types.Where(static type => type.Name.Contains('<', StringComparison.Ordinal))));
    }
}
