using ClothesServer;
using Gans.Formats;

try
{
    await using var app = ClothesApp.Build(
        args, static (services, settings) => services.AddGenerator(settings.GetSection("Generator")), ClothesEndpoints.Map);
    await app.RunAsync();
    return 0;
}
catch (InvalidInputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
