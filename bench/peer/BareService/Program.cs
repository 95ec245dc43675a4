using ClothesServer;
using Gans.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.ML.OnnxRuntime;
using NetVips;
using Vips = NetVips.NetVips;

// The service of samples/ClothesServer, limits and all, around what a user of ONNX Runtime and NetVips writes first. One generator without classes, one picture
// a request. libvips as in Gans: nothing cached, one thread a picture.
Cache.Max = 0;
Vips.Concurrency = 1;
using var session = OnnxSessions.Open(args[0], new() { Device = Device.Cpu, Threads = 1 });
using var options = new RunOptions();
var latentSize = session.InputMetadata["z"].Dimensions[1];

await using var app = ClothesApp.Build(
    args[1..], static (_, _) => { }, app => app.MapGet("/clothes.png", (int seed) => Results.Bytes(Draw(seed), "image/png")));
await app.RunAsync();
return 0;

byte[] Draw(int seed)
{
    using var z = OrtValue.CreateTensorValueFromMemory(Latent(new Random(seed)), [1, latentSize]);
    using var outputs = session.Run(options, ["z"], [z], ["pixels"]);
    var pixels = outputs[0];
    var shape = pixels.GetTensorTypeAndShape().Shape;   // [1, height, width, channels]
    using var image = Image.NewFromMemory(
        pixels.GetTensorDataAsSpan<byte>().ToArray(), (int)shape[2], (int)shape[1], (int)shape[3], Enums.BandFormat.Uchar);
    return image.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None);
}

float[] Latent(Random random)
{
    var z = new float[latentSize];
    for (var i = 0; i < z.Length; i++)
    {
        z[i] = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
    }

    return z;
}
