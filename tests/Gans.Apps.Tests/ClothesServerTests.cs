using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClothesServer;
using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;

namespace Gans.Apps.Tests;

[TestClass]
public sealed class ClothesServerTests
{
    [TestMethod]
    [Description("Exact formats hold what the generator draws of that seed; a sheet is the batch's grid.")]
    public async Task Pictures_OfASeed_AreTheGenerators()
    {
        using var generator = Clothes();
        await using var server = await RunningServer.StartAsync(generator);
        var drawn = generator.Sample(new SampleRequest(1, seed: 7) { Labels = new long[] { 2 } });

        var png = ImageCodec.Decode(await server.Client.GetByteArrayAsync("/clothes.png?seed=7&label=2"));
        var webp = ImageCodec.Decode(await server.Client.GetByteArrayAsync("/clothes.webp?seed=7&label=Class+2"));
        var sheet = await server.Client.GetByteArrayAsync("/sheet.png?seed=7&count=5");

        CollectionAssert.AreEqual(drawn[0].ToArray(), png.Pixels.ToArray());
        CollectionAssert.AreEqual(drawn.ToImage(0).ToRgb().Pixels.ToArray(), webp.Pixels.ToArray());
        CollectionAssert.AreEqual(generator.Sample(5, seed: 7).EncodeGrid(), sheet);
    }

    [TestMethod]
    [Description("Drawn in parts of 8, it is the sequence all the same: labels 0, 1, 2 in turn.")]
    public async Task List_InJson_HoldsEachPicture()
    {
        using var generator = Clothes();
        await using var server = await RunningServer.StartAsync(generator);
        var drawn = generator.Sample(19, seed: 7);

        var garments = (await server.Client.GetFromJsonAsync<Garment[]>("/clothes.json?seed=7&count=19"))!;

        Assert.HasCount(19, garments);
        for (var i = 0; i < 19; i++)
        {
            Assert.AreEqual((i, i % 3), (garments[i].Index, garments[i].Label));
            CollectionAssert.AreEqual(drawn.EncodePng(i), garments[i].Png);
        }
    }

    [TestMethod]
    [DataRow("/clothes.png", ClothesEndpoints.Usage)]
    [DataRow("/sheet.png?seed=first", ClothesEndpoints.Usage)]
    [DataRow("/sheet.png?seed=1&count=65", "count is 65, needed 1 to 64")]
    [DataRow("/clothes.json?seed=1&count=0", "count is 0, needed 1 to 64")]
    [DataRow("/clothes.png?seed=1&label=3", "label is '3', needed 0 to 2 or a name: class 0, class 1, class 2")]
    [DataRow("/clothes.png?seed=1&label=hat", "label is 'hat', needed 0 to 2 or a name: class 0, class 1, class 2")]
    public async Task WrongRequest_Any_IsAProblemThatSaysWhy(string address, string why)
    {
        using var generator = Clothes();
        await using var server = await RunningServer.StartAsync(generator);

        using var answer = await server.Client.GetAsync(address);

        Assert.AreEqual((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(why, problem.RootElement.GetProperty("detail").GetString());
    }

    [TestMethod]
    [Description("Ten at once: two run, four wait, four are turned away at once with the advice to come again.")]
    public async Task Load_BeyondTheQueue_IsTurnedAway()
    {
        using var gate = new ManualResetEventSlim();
        var slow = new SlowGenerator(gate.Wait);
        await using var server = await RunningServer.StartAsync(slow, "--Limits:Concurrency", "2", "--Limits:Queue", "4");

        var open = Enumerable.Range(0, 10).Select(seed => server.Client.GetAsync($"/clothes.png?seed={seed}")).ToList();
        for (var away = 0; away < 4; away++)
        {
            var first = await Task.WhenAny(open);
            using var answer = await first;
            open.Remove(first);
            Assert.AreEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.IsNotNull(answer.Headers.RetryAfter);
        }

        gate.Set();
        var answers = await Task.WhenAll(open);
        Assert.IsTrue(answers.All(static answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.AreEqual((2, 6), (slow.MostAtOnce, slow.Finished));
    }

    [TestMethod]
    [Description("Two a second, in a burst four: of many in a row, which a slow machine sends slowly, one is soon too many. Health is never limited.")]
    public async Task Rate_OfOneAddress_IsLimited()
    {
        await using var server = await RunningServer.StartAsync(new SlowGenerator(static () => { }), "--Limits:PerSecond", "2");

        var codes = new List<HttpStatusCode>();
        for (var seed = 0; seed < 100 && !codes.Contains(HttpStatusCode.TooManyRequests); seed++)
        {
            using var answer = await server.Client.GetAsync($"/clothes.png?seed={seed}");
            codes.Add(answer.StatusCode);
        }

        Assert.IsGreaterThan(4, codes.Count);
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (codes[^2], codes[^1]));
        Assert.AreEqual("Healthy", await server.Client.GetStringAsync("/health/ready"));
    }

    [TestMethod]
    [Description("Told to stop, it is not ready, yet answers until the drain is over, and lets connections go. What it began, its client gets.")]
    public async Task Stop_UnderLoad_LosesNoRequestThatItBegan()
    {
        var slow = new SlowGenerator(static () => Thread.Sleep(5));
        await using var server = await RunningServer.StartAsync(slow, "--Limits:DrainSeconds", "2");
        var answered = 0;
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var answer = await server.Client.GetAsync("/clothes.png?seed=1");
                    answer.EnsureSuccessStatusCode();
                    await answer.Content.ReadAsByteArrayAsync();
                    Interlocked.Increment(ref answered);
                }
            }
            catch (HttpRequestException)   // no more connections: the stop is over
            {
            }
        })).ToArray();
        var stop = Task.Run(server.StopAsync);
        HttpResponseMessage ready;
        do
        {
            ready = await server.Client.GetAsync("/health/ready");
        }
        while (ready.StatusCode == HttpStatusCode.OK);

        var before = answered;
        await stop;
        await Task.WhenAll(clients);

        Assert.AreEqual((HttpStatusCode.ServiceUnavailable, true), (ready.StatusCode, ready.Headers.ConnectionClose));
        Assert.IsGreaterThan(before + 20, answered);
        Assert.AreEqual(slow.Finished, answered);
    }

    [TestMethod]
    [DataRow("--Generator:Path", "/nowhere/clothes.onnx", "Reading /nowhere/clothes.onnx: found no such file")]
    [DataRow("--Generator:Path", "", "Reading Generator:Path of the configuration: found nothing")]
    [DataRow("--Limits:Count", "many", "Reading Limits of the configuration: ")]
    [DataRow("--Limits:Queue", "-1", "Reading Limits of the configuration: found ")]
    [DataRow("--Limits:Cuont", "1", "Reading Limits of the configuration: ")]
    public async Task Start_WrongSettings_EndsWithOneLineAndCode2(string key, string value, string message)
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("ClothesServer", key, value);

        Assert.AreEqual((2, ""), (exitCode, output));
        Assert.HasCount(1, errors.Trim().Split('\n'));
        Assert.StartsWith(message, errors);
    }

    private static Generator Clothes() =>
        Generator.Load(new TinyModel { Height = 6, Width = 5, Classes = 3 }.ToBytes(), new() { Device = Device.Cpu, Threads = 1 });
}
