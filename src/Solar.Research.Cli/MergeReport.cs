using System.Globalization;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Cli;

/// <summary>What a merge came to, for people and for scripts.</summary>
internal static class MergeReport
{
    public static void Print(string target, MergeOutcome outcome, double seconds, bool json)
    {
        var record = outcome.Record;
        if (json)
        {
            Output.Json(new { Folder = target, outcome.AlreadyDone, outcome.ResumedBytes, outcome.TotalBytes, Seconds = seconds, record.Tensors, record.Copied, record.Lerped, record.Notes });
            return;
        }

        var resumed = outcome.ResumedBytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {outcome.ResumedBytes / 1e9:F2} GB were there already");
        Console.WriteLine(outcome.AlreadyDone
            ? $"{target} is already complete"
            : string.Create(CultureInfo.InvariantCulture, $"{target}: {record.Tensors} tensors, {outcome.TotalBytes / 1e9:F2} GB in {seconds:F1} s ({(outcome.TotalBytes - outcome.ResumedBytes) / 1e6 / seconds:F0} MB/s written{resumed})"));
        Console.WriteLine($"method        {MergekitConfig.MethodName(record.Recipe.Method)}");
        Console.WriteLine($"models        {string.Join(", ", record.Recipe.Models)}");
        if (record.Lerped is { } lerped)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lerped        {lerped} of {record.Tensors} tensors are so nearly parallel that they were interpolated linearly"));
        if (record.Copied > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copied        {record.Copied} of {record.Tensors} tensors have the bits of one model"));
        foreach (var note in record.Notes)
            Console.WriteLine($"note          {note}");
        Console.WriteLine($"record        {Path.Combine(target, MergeRecord.FileName)}");
    }
}
