using System.Text;
using System.Threading;

namespace Solar.Notebooks.Engine.Output;

/// <summary>Takes the process's console: what a cell writes goes to that cell, everything else where it always went.</summary>
internal static class ConsoleRouter
{
    private static readonly Lock Gate = new();
    private static bool _installed;

    /// <summary>Takes the console, once.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (_installed)
                return;
            _installed = true;
            Console.SetOut(new Writer("stdout", Console.Out));
            Console.SetError(new Writer("stderr", Console.Error));
            Console.SetIn(new Reader(Console.In));
        }
    }

    private sealed class Writer(string stream, TextWriter outside) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (RunningCell.Current is { } cell)
                OutputQueue.Shared.Write(cell, stream, buffer);
            else
                outside.Write(buffer);
        }

        public override void WriteLine() => Write("\n".AsSpan());

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, "\n"));

        public override void Flush()
        {
            if (RunningCell.Current is null)
                outside.Flush();
        }
    }

    private sealed class Reader(TextReader outside) : TextReader
    {
        private string _line = "";
        private int _next;

        public override string? ReadLine() => RunningCell.Current is null ? outside.ReadLine() : NotebookApi.Input();

        public override int Read()
        {
            if (RunningCell.Current is null)
                return outside.Read();
            if (_next >= _line.Length)
                (_line, _next) = (NotebookApi.Input() + "\n", 0);
            return _line[_next++];
        }

        public override int Peek() => RunningCell.Current is null ? outside.Peek() : _next < _line.Length ? _line[_next] : -1;
    }
}
