using System.Reflection;
using Gans.Onnx.Converters;
using static TorchSharp.torch;
using Form = System.Func<Gans.Onnx.OnnxCall, System.Collections.Generic.IReadOnlyList<Gans.Onnx.OnnxValue>>;

namespace Gans.Onnx.Recording;

/// <summary>
/// A recorder's hooks on every module of a network: on known ones to see what goes in and comes out, on the others to know whose code made what.
/// </summary>
internal sealed class ModuleHooks : IDisposable
{
    private static readonly MethodInfo[] OnCalls =
        [.. typeof(ModuleHooks).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance).Where(static method => method.Name == nameof(HookCalls))];

    private readonly Recorder recorder;
    private readonly List<(string Path, nn.Module Module)> known = [];
    private readonly Stack<Action> undo = [];

    public ModuleHooks(NetworkState network, Recorder recorder)
    {
        this.recorder = recorder;
        var parts = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        try
        {
            foreach (var (path, module) in network.Modules)
            {
                if (!parts.Contains(module))
                {
                    Hook(module, path, parts);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The modules that are known as a whole.</summary>
    public IReadOnlyList<(string Path, nn.Module Module)> Known => known;

    /// <summary>Takes all hooks off.</summary>
    public void Dispose()
    {
        while (undo.TryPop(out var remove))
        {
            remove();
        }
    }

    private void Hook(nn.Module module, string path, HashSet<nn.Module> parts)
    {
        if (CallableBase(module.GetType()) is not { } callable)
        {
            return;   // a list or dictionary of modules: nothing calls it
        }

        var form = ConverterTable.Find(module);
        if (form is not null)
        {
            known.Add((path, module));
            parts.UnionWith(module.modules());
        }

        var types = callable.GetGenericArguments();
        OnCalls.Single(method => method.GetGenericArguments().Length == types.Length).MakeGenericMethod(types).Invoke(this, [module, path, form]);
    }

    /// <summary>The Module&lt;..., TResult&gt; that a type derives from.</summary>
    private static Type? CallableBase(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.IsGenericType && candidate.BaseType is { IsGenericType: true } hookable
                && hookable.GetGenericTypeDefinition() == typeof(nn.HookableModule<,>))
            {
                return candidate;
            }
        }

        return null;
    }

    private void HookCalls<T1, TR>(nn.Module<T1, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a) => { Begin(module, path, form, [a]); return a; }).remove);
        undo.Push(module.register_forward_hook((_, _, result) => End(module, result, form)).remove);
    }

    private void HookCalls<T1, T2, TR>(nn.Module<T1, T2, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a, b) => { Begin(module, path, form, [a, b]); return null; }).remove);
        undo.Push(module.register_forward_hook((_, _, _, result) => End(module, result, form)).remove);
    }

    private void HookCalls<T1, T2, T3, TR>(nn.Module<T1, T2, T3, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a, b, c) => { Begin(module, path, form, [a, b, c]); return null; }).remove);
        undo.Push(module.register_forward_hook((_, _, _, _, result) => End(module, result, form)).remove);
    }

    private void HookCalls<T1, T2, T3, T4, TR>(nn.Module<T1, T2, T3, T4, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a, b, c, d) => { Begin(module, path, form, [a, b, c, d]); return null; }).remove);
        undo.Push(module.register_forward_hook((_, _, _, _, _, result) => End(module, result, form)).remove);
    }

    private void HookCalls<T1, T2, T3, T4, T5, TR>(nn.Module<T1, T2, T3, T4, T5, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a, b, c, d, e) => { Begin(module, path, form, [a, b, c, d, e]); return null; }).remove);
        undo.Push(module.register_forward_hook((_, _, _, _, _, _, result) => End(module, result, form)).remove);
    }

    private void HookCalls<T1, T2, T3, T4, T5, T6, TR>(nn.Module<T1, T2, T3, T4, T5, T6, TR> module, string path, Form? form)
    {
        undo.Push(module.register_forward_pre_hook((_, a, b, c, d, e, f) => { Begin(module, path, form, [a, b, c, d, e, f]); return null; }).remove);
        undo.Push(module.register_forward_hook((_, _, _, _, _, _, _, result) => End(module, result, form)).remove);
    }

    private void Begin(nn.Module module, string path, Form? form, IReadOnlyList<object?> arguments)
    {
        if (form is null)
        {
            recorder.Enter(module, path);
        }
        else
        {
            recorder.Begin(module, path, arguments);
        }
    }

    private TR End<TR>(nn.Module module, TR result, Form? form)
    {
        if (form is null)
        {
            recorder.Leave(module, result);
            return result;
        }

        var returned = recorder.Replaced(module, result);
        recorder.End(module, module.GetType().Name, returned, form);
        return returned;
    }
}
