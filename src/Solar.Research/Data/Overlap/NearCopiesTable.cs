using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Data.Overlap;

/// <summary>How a notebook shows which evaluation rows were found in a training set.</summary>
internal sealed class NearCopiesTable : TableFormatterSource<NearCopies>
{
    protected override Table TableOf(NearCopies value) => new(
        string.Create(CultureInfo.InvariantCulture, $"{value.Found.Count} of {value.Evaluated} evaluation rows are among {value.Trained} training rows"),
        ["evaluation row", "training row", ">share", "word for word"],
        [.. value.Found.Select(copy => (IReadOnlyList<string>)[copy.Evaluation, copy.Training, copy.Share.ToString("P0", CultureInfo.InvariantCulture), copy.Exact ? "yes" : "no"])]);

    protected override string TextOf(NearCopies value) => value.ToString();
}
