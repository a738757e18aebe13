namespace Solar.Research.Cli;

internal static class Program
{
    private static int Main() => 2;
}
