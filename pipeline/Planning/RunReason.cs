using System.Text.Json;

namespace Gans.Pipeline.Planning;

/// <summary>What differs from the lock file, from the cheapest to find out to the dearest.</summary>
internal enum RunCause
{
    /// <summary>The user asked for it.</summary>
    Forced,

    /// <summary>The lock file does not know the stage.</summary>
    NeverRun,

    /// <summary>Another built-in stage, or another command.</summary>
    ActionChanged,

    /// <summary>The tool makes something else of the same inputs than the version that ran.</summary>
    ToolChanged,

    /// <summary>A parameter has another value, is new or is gone.</summary>
    ParameterChanged,

    /// <summary>A dep is new in the list or gone from it.</summary>
    DepListChanged,

    /// <summary>An out is new in the list or gone from it.</summary>
    OutListChanged,

    /// <summary>An out is not there.</summary>
    OutMissing,

    /// <summary>A dep has another content.</summary>
    DepChanged,

    /// <summary>An out was changed after the stage wrote it.</summary>
    OutChanged,

    /// <summary>A stage that it needs runs before it and may change its deps; only then is it known whether it must run.</summary>
    EarlierStageRuns,
}

/// <summary>Why a stage would run; the status command prints it as it stands.</summary>
/// <param name="Cause">What differs from the lock file.</param>
/// <param name="Subject">The path, parameter or stage that differs; empty where the cause says all.</param>
/// <param name="Was">Locked SHA-256 or value; null if there was none.</param>
/// <param name="Now">Present SHA-256 or value; null if it is missing.</param>
internal sealed record RunReason(RunCause Cause, string Subject, string? Was = null, string? Now = null)
{
    /// <summary>One clause for people.</summary>
    public override string ToString() => Cause switch
    {
        RunCause.Forced => "forced",
        RunCause.NeverRun => "never run",
        RunCause.ActionChanged => $"its action was \"{Was}\"",
        RunCause.ToolChanged => $"version {Was} of '{Subject}' made it, now there is {Now}",
        RunCause.ParameterChanged => $"{Subject}: {Was ?? "not set"} -> {Now ?? "not set"}",
        RunCause.DepListChanged => Was is null ? $"{Subject} is a new dep" : $"{Subject} is no longer a dep",
        RunCause.OutListChanged => Was is null ? $"{Subject} is a new out" : $"{Subject} is no longer an out",
        RunCause.OutMissing => $"{Subject} is missing",
        RunCause.DepChanged => $"{Subject} changed",
        RunCause.OutChanged => $"{Subject} was changed by someone else",
        RunCause.EarlierStageRuns => $"{Subject} runs before it",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Writes it as a JSON object.</summary>
    /// <param name="json">Where to.</param>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("cause", JsonNamingPolicy.SnakeCaseLower.ConvertName(Cause.ToString()));
        json.WriteString("subject", Subject);
        json.WriteString("was", Was);
        json.WriteString("now", Now);
        json.WriteEndObject();
    }
}
