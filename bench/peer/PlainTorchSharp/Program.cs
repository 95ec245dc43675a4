// Training speed of the Fashion-MNIST DCGAN in plain TorchSharp: its own modules, losses and optimizers, default layouts.
// The same networks and update rule as peer/dcgan_fashion.py. Images are random numbers: what they show costs nothing.
//
// usage: PlainTorchSharp STEPS WARM_UP_STEPS [pix2pix|translate|stylegan]    (prints one line of JSON; another network's step, or Pix2Pix' generator alone)
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gans.Onnx;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

const int Latent = 100, Batch = 128, Half = Batch / 2;
var (steps, warmUp) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));

TorchLibrary.Load();
manual_seed(1);
using var discriminator = Sequential(
    ZeroPad2d((0, 1, 0, 1)), Conv2d(1, 128, 3, stride: 2), LeakyReLU(0.2),              // [N, 128, 14, 14]
    ZeroPad2d((0, 1, 0, 1)), Conv2d(128, 128, 3, stride: 2), LeakyReLU(0.2),            // [N, 128, 7, 7]
    Flatten(), Dropout(0.4), Linear(128 * 7 * 7, 1));                                   // logits [N, 1]
using var generator = Sequential(
    Linear(Latent, 128 * 7 * 7), LeakyReLU(0.2), Unflatten(1, [128, 7, 7]),             // [N, 128, 7, 7]
    ConvTranspose2d(128, 128, 4, stride: 2, padding: 1), LeakyReLU(0.2),                // [N, 128, 14, 14]
    ConvTranspose2d(128, 128, 4, stride: 2, padding: 1), LeakyReLU(0.2),                // [N, 128, 28, 28]
    Conv2d(128, 1, 7, padding: 3), Tanh());                                             // [N, 1, 28, 28]
using var discriminatorAdam = optim.Adam(discriminator.parameters(), 2e-4, 0.5, 0.999, 1e-7);
using var generatorAdam = optim.Adam(generator.parameters(), 2e-4, 0.5, 0.999, 1e-7);
using var both = Sequential(generator, discriminator);
using var loss = BCEWithLogitsLoss();
using var images = (rand(2000, 1, 28, 28) * 2) - 1;
var work = args.ElementAtOrDefault(2);
using var pix2Pix = work is "pix2pix" or "translate" ? new PlainPix2Pix() : null;
using var styleGan = work == "stylegan" ? new PlainStyleGan() : null;
Action step = work switch { "pix2pix" => pix2Pix!.Step, "translate" => pix2Pix!.Translate, "stylegan" => styleGan!.Step, _ => Step };

for (var i = 0; i < warmUp; i++)
{
    step();
}

var clock = Stopwatch.StartNew();
for (var i = 0; i < steps; i++)
{
    step();
}

var speed = new
{
    steps_per_second = steps / clock.Elapsed.TotalSeconds,
    device = "cpu",
    version = typeof(torch).Assembly.GetName().Version!.ToString(3),
    threads = get_num_threads(),
};
Console.WriteLine(JsonSerializer.Serialize(speed));

void Step()
{
    using var scope = NewDisposeScope();
    Train(discriminator, discriminatorAdam, images.index_select(0, randint(0, images.shape[0], [Half], ScalarType.Int64)), 1);
    Train(discriminator, discriminatorAdam, Fakes(), 0);
    Train(both, generatorAdam, randn(Batch, Latent), 1);
}

Tensor Fakes()
{
    generator.eval();
    using var plain = no_grad();
    var fakes = generator.call(randn(Half, Latent));
    generator.train();
    return fakes;
}

void Train(Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor input, float target)
{
    optimizer.zero_grad();
    loss.call(network.call(input), full([input.shape[0], 1], target)).backward();
    optimizer.step();
}
