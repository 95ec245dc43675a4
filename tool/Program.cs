using Gans.Pipeline.Commands;
using Gans.Tool;

PackagedTorch.FindOnFirstUse();
return GansCommandLine.Run(args, Console.Out, Console.Error);
