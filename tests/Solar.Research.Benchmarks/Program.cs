namespace Solar.Research.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["tokenizer", var model, var text]:
                return TokenizerBenchmark.Run(model, text, vocabulary: 4096);
            default:
                Console.Error.WriteLine("usage: tokenizer MODEL TEXT");
                return 2;
        }
    }
}
