using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gans.Apps.Tests.Snippets;

/// <summary>What docs/apps.md shows of Gans itself.</summary>
internal static class WithGans
{
    internal static ModelCard Load()
    {
        using var generator = Generator.Load("generator.onnx", new GeneratorOptions { Device = Device.Cpu, Threads = 1 });
        return generator.Card;
    }

    internal static (ImageBatch Images, float[] Values) Draw(Generator generator, CancellationToken cancellationToken)
    {
        var request = new SampleRequest(count: 3, seed: 42) { Labels = new long[] { 0, 7, 7 }, Truncation = 1.5 };
        ImageBatch images = generator.Sample(request, cancellationToken);        // pixels
        float[] values = generator.SampleValues(request, cancellationToken);     // what the network gives: images before they become pixels, or vectors
        return (images, values);
    }

    internal static (byte[] Png, byte[] Webp, byte[] Sheet, Image Picture) Encode(ImageBatch images, Stream stream)
    {
        byte[] png = images.EncodePng(0);                                        // the first image
        byte[] webp = images.EncodeWebp(0, quality: 80);                         // lossy; exact without a quality
        byte[] sheet = images.EncodeGrid(new GridOptions { Columns = 3 });       // all of them as one PNG
        images.EncodePng(1, stream);                                             // or into a Stream, or an IBufferWriter<byte> such as a PipeWriter
        Image picture = images.ToImage(2);                                       // a copy, to resize or to crop
        return (png, webp, sheet, picture);
    }

    internal static void Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGenerator(builder.Configuration.GetSection("Generator"));
        var app = builder.Build();
        app.MapGet("/clothes.png", (IGenerator generator, long seed) =>
            Results.Bytes(generator.Sample(new SampleRequest(count: 1, seed)).EncodePng(0), "image/png"));
        app.Run();
    }

    internal sealed class GreySquares : IGenerator
    {
        public ModelCard Card { get; } = new() { Kind = ModelKind.Generator, ImageHeight = 28, ImageWidth = 28, ImageChannels = 1 };

        public ImageBatch Sample(SampleRequest request, CancellationToken cancellationToken = default) => new(request.Count, 28, 28, 1);
    }
}
