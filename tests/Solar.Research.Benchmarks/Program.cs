namespace Solar.Research.Benchmarks;

internal static class Program
{
    private static void Main() => Console.WriteLine("no benchmark yet");
}
